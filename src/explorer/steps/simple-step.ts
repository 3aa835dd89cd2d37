import { at } from '../../errors/at.ts'
import { type LocalId, Pending, type ThreadTable } from '../../model/ir.ts'

/** Whether the step is one operation and no more, as far as the tables know. */
export function isSimple({ pending, next, failure, stored }: ThreadTable, local: LocalId): boolean {
  if (pending[local] !== Pending.operation) return false
  return [...at(next, local, 'local states'), at(failure, local)].every(
    (target) => target === undefined || target < 0 || stored[target],
  )
}
