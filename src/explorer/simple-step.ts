import { type LocalId, Pending, type ThreadTable } from '../model/ir.ts'

/** Whether the step is one operation and no more, as far as the tables know. */
export function isSimple({ pending, next, failure, stored }: ThreadTable, local: LocalId): boolean {
  if (pending[local] !== Pending.operation) return false
  return [...(next[local] ?? []), failure[local] ?? -1].every(
    (target) => target === undefined || target < 0 || stored[target],
  )
}
