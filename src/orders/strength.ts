import type { Order } from '../model/protocol/orders.ts'

/** What an order is written at. *failure*: of the load that is left of an update that writes nothing. */
export type SiteKind = 'load' | 'store' | 'update' | 'failure' | 'fence'

/** An order, or that there is no fence. */
export type Strength = Order | 'none'

/** The weakest first. */
const strengths: Readonly<Record<SiteKind, readonly Strength[]>> = {
  load: ['relaxed', 'acquire', 'seq_cst'],
  store: ['relaxed', 'release', 'seq_cst'],
  update: ['relaxed', 'acquire', 'release', 'acq_rel', 'seq_cst'],
  failure: ['relaxed', 'acquire', 'seq_cst'],
  fence: ['none', 'acquire', 'release', 'acq_rel', 'seq_cst'],
}

export const strongest: Strength = 'seq_cst'

/** Whether whatever can happen with `other` can happen with `one`, too. */
export function isAtMost(one: Strength, other: Strength): boolean {
  if (one === other || other === strongest || one === 'none' || one === 'relaxed') return true
  return other === 'acq_rel' && (one === 'acquire' || one === 'release')
}

/** The weakest order that is as strong as each of them. */
export function leastOf(kind: SiteKind, orders: readonly Strength[]): Strength {
  return strengths[kind].find((one) => orders.every((order) => isAtMost(order, one))) ?? strongest
}

/** All that are weaker, the weakest first. */
export function weaker(kind: SiteKind, than: Strength): readonly Strength[] {
  return strengths[kind].filter((one) => one !== than && isAtMost(one, than))
}

/** Those of them with nothing in between: of `acq_rel` both halves. */
export function nextWeaker(kind: SiteKind, than: Strength): readonly Strength[] {
  const all = weaker(kind, than)
  return all.filter((one) => !all.some((other) => other !== one && isAtMost(one, other)))
}
