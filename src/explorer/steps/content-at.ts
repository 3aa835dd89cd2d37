import { at } from '../../errors/at.ts'
import { type LocalId, Mark, Pending, type ThreadTable, UNKNOWN } from '../../model/ir.ts'

/**
 * Whether a thread may stay at this local state for ever, whatever the state: it has ended, or to wait at its next step is no error, in each of its
 * alternatives (`may`, `idle`). Expects a local state of which the tables know where it leads.
 */
export function isContentAt(table: ThreadTable, local: LocalId): boolean {
  const { pending, marks, next, stored } = table
  const kind = pending[local]
  if (kind === Pending.finished || kind === Pending.failed) return true
  if ((at(marks, local) & (Mark.voluntary | Mark.idle)) !== 0) return true
  if (kind !== Pending.choice) return false
  const isContent = (target: LocalId): boolean =>
    target !== UNKNOWN && stored[target] === false && isContentAt(table, target)
  return at(next, local, 'local states').every(isContent) // an option that leads to a stored one is a step, and owed
}
