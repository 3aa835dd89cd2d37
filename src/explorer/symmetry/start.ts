import { at } from '../../errors/at.ts'
import { type Ir, type PredicateTable, predicatesIn } from '../../model/ir.ts'
import type { Difference } from '../steps/canoniser.ts'
import type { Differences } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'

/** What a swap changes that it must not, before any step: objects, what is there at the start, and what properties read. */
export function startDifference(ir: Ir, group: SwapGroup, words: Differences, swap: number): Difference | undefined {
  for (const [object, { initial, name }] of ir.objects.entries()) {
    const image = group.objectImage(swap, object)
    if (image < 0 || group.objectImage(swap, image) !== object) return words.noObject(swap, object)
    if (group.image(swap, object, initial) !== at(ir.objects, image, 'objects').initial) return words.start(swap, name)
  }
  for (const [thread, { initial }] of ir.threads.entries()) {
    const other = group.threadImage(swap, thread)
    const image = group.image(swap, group.componentOf(thread), initial)
    if (image !== at(ir.threads, other, 'threads').initial)
      return words.start(swap, `where ${at(ir.threads, thread, 'threads').name} is`)
  }
  for (const [property, { observes }] of predicatesIn(ir).entries()) {
    const alone = unpairedObject(observes, group, swap)
    if (alone !== undefined) return words.property(swap, property, words.reads(alone, group.objectImage(swap, alone)))
  }
  return undefined
}

/** An object that is read while its image is not. */
function unpairedObject(observes: PredicateTable['observes'], group: SwapGroup, swap: number): number | undefined {
  const read = new Set(observes.flatMap((it) => (it.kind === 'object' ? [it.object] : [])))
  return [...read].find((object) => !read.has(group.objectImage(swap, object)))
}
