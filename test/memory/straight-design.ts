import { type Cell, cell, fence, type Ghost, range, type Steps, type System, system, type Tools } from 'lockproof'
import type { Op, Straight } from '../../properties/naive-memory.ts'

function performed(x: Cell<number>, { kind, value, order }: Op): ReturnType<Cell<number>['load']> {
  if (kind === 'load') return x.load(order as 'relaxed') // programs have orders that fit
  return x.exchange(value, order)
}

export type Read = Ghost<number | 'unread'>

/** A program without branches as a design: ghosts note what each load and exchange reads, in the order of the text. */
export function straightDesign(
  name: string,
  { cells, threads }: { readonly cells: number; readonly threads: Straight },
  ask: (tools: Tools, reads: readonly Read[]) => void,
): System {
  return system(name, (tools) => {
    const all = Array.from({ length: cells }, () => cell(range(8)))
    tools.shared({ cells: all })
    const seen = threads
      .flat()
      .filter(({ kind }) => kind === 'load' || kind === 'update')
      .map(() => cell([...range(8), 'unread'], 'unread'))
    const ghosts = tools.ghosts(Object.fromEntries(seen.map((it, i) => [`r${i}`, it])))
    const reads = seen.map((_, i) => ghosts[`r${i}`]!)
    let next = 0
    threads.forEach((ops, t) => {
      const steps = ops.map((op) => ({ op, read: op.kind === 'load' || op.kind === 'update' ? next++ : -1 }))
      tools.thread(`T${t}`, function* (): Steps {
        for (const { op, read } of steps) {
          const x = all[op.cell]!
          if (op.kind === 'fence') yield* fence(op.order as 'seq_cst')
          else if (op.kind === 'store') yield* x.store(op.value, op.order as 'seq_cst')
          else yield* performed(x, op).recording((value) => reads[read]!.store(value))
        }
      })
    })
    ask(tools, reads)
  })
}
