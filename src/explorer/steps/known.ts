import { type Ir, UNKNOWN } from '../../model/ir.ts'

/** How much the tables say of where threads go. Grows whenever an unknown answer is met. */
export function knownEntries({ threads }: Ir): number {
  return threads.reduce(
    (sum, { pending, next, failure }) =>
      sum + pending.length + count(failure) + next.reduce((known, targets) => known + count(targets), 0),
    0,
  )
}

/** The same, and of what operations do. */
export function knownInAll(ir: Ir): number {
  return knownEntries(ir) + ir.outcomes.length
}

function count(targets: readonly number[]): number {
  return targets.reduce((known, target) => (target === undefined || target === UNKNOWN ? known : known + 1), 0)
}
