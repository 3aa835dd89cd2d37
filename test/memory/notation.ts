import type { Op, Straight } from '../../properties/naive-memory.ts'
import type { Order } from '../../src/model/protocol/orders.ts'

const orders: Record<string, Order> = { rlx: 'relaxed', acq: 'acquire', rel: 'release', ar: 'acq_rel', sc: 'seq_cst' }

/** `x=1.rel y?.acq x:=2.ar F.sc | …`: a store, a load, an exchange, a fence; relaxed where nothing is said. */
export function programOf(text: string): { cells: number; threads: Straight } {
  const threads = text.split('|').map((thread) => thread.trim().split(/\s+/).map(opOf))
  return { cells: 1 + Math.max(...threads.flat().map(({ cell }) => cell)), threads }
}

function opOf(text: string): Op {
  const [what = '', order = 'rlx'] = text.split('.')
  const known = orders[order]
  if (known === undefined) throw new Error(`${order} is no order`)
  if (what === 'F') return { kind: 'fence', cell: 0, value: 0, order: known }
  const cell = 'xyzw'.indexOf(what.charAt(0))
  if (cell < 0) throw new Error(`${text} is no access`)
  const kind = what.endsWith('?') ? 'load' : what.includes(':=') ? 'update' : 'store'
  return { kind, cell, value: kind === 'load' ? 0 : Number(what.split('=')[1]), order: known }
}

export function textOf(threads: Straight): string {
  return threads.map((ops) => ops.map(textOfOp).join(' ')).join(' | ')
}

function textOfOp({ kind, cell, value, order }: Op): string {
  const name = Object.entries(orders).find(([, it]) => it === order)?.[0] ?? ''
  const [atomic, plain] = ['xyzw'[cell], 'dcba'[cell]]
  const texts: Record<Op['kind'], string> = {
    load: `${atomic}?.${name}`,
    store: `${atomic}=${value}.${name}`,
    update: `${atomic}:=${value}.${name}`,
    fence: `F.${name}`,
    'plain load': `${plain}?`,
    'plain store': `${plain}=`,
  }
  return texts[kind]
}
