import { at } from '../../errors/at.ts'
import type { Ir, LocalId, ThreadIndex, ThreadTable } from '../../model/ir.ts'
import type { Difference } from '../steps/canoniser.ts'
import { isSimple } from '../steps/simple-step.ts'
import type { Differences } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'

/** How a stored local state differs from its image under a swap, before any step is compared. */
export function localDifference(
  ir: Ir,
  group: SwapGroup,
  words: Differences,
  swap: number,
  thread: ThreadIndex,
  local: LocalId,
): Difference | undefined {
  const other = group.threadImage(swap, thread)
  const image = group.image(swap, group.componentOf(thread), local)
  if (image < 0 || group.image(swap, group.componentOf(other), image) !== local)
    return words.noLocal(swap, thread, local, other)
  const [table, theirs] = [ir.threads[thread] as ThreadTable, ir.threads[other] as ThreadTable] // one a thread
  const would = difference(ir, group, words, swap, [table, local], [theirs, image])
  return would === undefined ? undefined : words.step(swap, { thread, local }, { thread: other, local: image }, would)
}

function difference(
  ir: Ir,
  group: SwapGroup,
  words: Differences,
  swap: number,
  [table, local]: readonly [ThreadTable, LocalId],
  [theirs, image]: readonly [ThreadTable, LocalId],
): string | undefined {
  if (table.pending[local] !== theirs.pending[image]) return 'they do different kinds of things'
  if (theirs.stored[image] !== true) return 'one may be interrupted there and the other not'
  if (table.regions[local] !== theirs.regions[image]) return 'they are in different regions'
  if (isSimple(table, local) !== isSimple(theirs, image)) return 'one is done with one operation and the other is not'
  if (!isSimple(table, local)) return undefined
  const object = group.objectImage(swap, at(ir.operations, table.operation[local], 'operations').object)
  return object === at(ir.operations, theirs.operation[image], 'operations').object ? undefined : words.wouldUse(object)
}
