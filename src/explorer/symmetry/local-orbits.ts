import type { Ir, Program } from '../../model/ir.ts'
import { SameClass } from './same-class.ts'
import { SwapGroup } from './swap-group.ts'

/**
 * A number for each thread's local states, the same for those that are images of one another under the swaps. What stubborn sets call *sticky* must
 * agree on it: with sticky local states of one thread that its like has not, exchanging the two can undo the progress that the proviso
 * counts on, and a thread is ignored for ever. (Visibility and conflicts need only be right in each state.)
 * See Emerson, Jha, Peled: Combining partial order and symmetry reductions, TACAS 1997. Expects swaps that have been proved.
 */
export function localOrbits({ ir, symmetry }: Program, swaps: readonly number[]): readonly Int32Array[] {
  const starts = startsOf(ir)
  const classes = new SameClass(starts.at(-1) ?? 0)
  const group = symmetry && new SwapGroup(ir, symmetry, swaps)
  for (const swap of group === undefined ? [] : swaps)
    for (const [thread, { pending }] of ir.threads.entries()) {
      const other = group?.threadImage(swap, thread) ?? thread
      for (let local = 0; local < pending.length; local++) {
        const image = group?.image(swap, group.componentOf(thread), local) ?? -1
        if (image >= 0) classes.unite((starts[thread] ?? 0) + local, (starts[other] ?? 0) + image)
      }
    }
  return ir.threads.map(({ pending }, thread) =>
    Int32Array.from({ length: pending.length }, (_, local) => classes.of((starts[thread] ?? 0) + local)),
  )
}

/** Marks every local state that is an image of a marked one. `marks` by thread and local state. */
export function closeUnderImages(orbits: readonly Int32Array[], marks: readonly Uint8Array[]): void {
  const marked = new Set<number>()
  for (const [thread, row] of orbits.entries())
    for (const [local, orbit] of row.entries()) if (marks[thread]?.[local] === 1) marked.add(orbit)
  for (const [thread, row] of orbits.entries())
    for (const [local, orbit] of row.entries()) if (marked.has(orbit)) (marks[thread] as Uint8Array)[local] = 1 // one row a thread
}

/** Where the local states of each thread begin when all are numbered in a row, and the end of the last. */
function startsOf(ir: Ir): number[] {
  const starts = [0]
  for (const { pending } of ir.threads) starts.push((starts.at(-1) ?? 0) + pending.length)
  return starts
}
