/**
 * Steps that stand for one another when alike threads are exchanged: what holds of a step, or of two, holds of its
 * images. So facts are worked out on one member of a family and carried over to the others (Emerson, Jha, Peled:
 * Combining partial order and symmetry reductions, TACAS 1997). Where tables are open more may be known of one than of
 * the other, and each is worked out by itself.
 */
import type { Ir } from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { Task } from '../../../tasks/task.ts'
import { SameClass } from '../../symmetry/same-class.ts'
import type { SwapGroup } from '../../symmetry/swap-group.ts'
import type { StepId, StepIds } from './step-ids.ts'

/** In place of an image: there is none, as for a mid-step local state. */
export const NO_IMAGE = -1

export class StepImages {
  /** To carry over: by swap in use, then step. Without alike threads there are none. */
  readonly bySwap: readonly Int32Array[]
  /** By step: the least of its images, itself among them. */
  readonly orbits: Int32Array

  constructor(steps: StepIds, alike: SwapGroup | undefined, carriesOver: boolean) {
    const all = Array.from({ length: steps.count }, (_, step) => step)
    const bySwap = (alike?.swaps ?? []).map((swap) =>
      Int32Array.from(all, (step) => {
        const thread = steps.threadOf(step)
        const image = alike?.image(swap, alike.componentOf(thread), steps.localOf(step)) ?? NO_IMAGE
        const other = alike?.threadImage(swap, thread) ?? thread
        return image >= 0 && steps.has(other, image) ? steps.of(other, image) : NO_IMAGE
      }),
    )
    const classes = new SameClass(steps.count)
    for (const images of bySwap)
      images.forEach((image, step) => {
        if (image !== NO_IMAGE) classes.unite(step, image)
      })
    this.bySwap = carriesOver ? bySwap : []
    this.orbits = Int32Array.from(all, (step) => classes.of(step))
  }

  /** Calls back for the pair and all its images, but none behind a pair of which `isNew` says that it is not. */
  forPair(p: StepId, q: StepId, isNew: (p: StepId, q: StepId) => boolean): void {
    if (!isNew(p, q)) return
    const pairs = [p, q]
    while (pairs.length > 0) {
      const second = pairs.pop() as StepId // two a pair
      const first = pairs.pop() as StepId // the same
      for (const images of this.bySwap) {
        const [one, other] = [images[first] as number, images[second] as number] // one entry a step
        if (one !== NO_IMAGE && other !== NO_IMAGE && isNew(one, other)) pairs.push(one, other)
      }
    }
  }
}

/**
 * How many local states there are when all images of them have been made, which may be new where tables are open; or
 * more than `limit`.
 */
export function* meetImages({ threads }: Ir, alike: SwapGroup | undefined, limit: number, meter: Meter): Task<number> {
  const count = (): number => threads.reduce((sum, { pending }) => sum + pending.length, 0)
  for (let before = 0; before < count() && count() <= limit; ) {
    before = count()
    for (const swap of alike?.swaps ?? [])
      for (const [thread, { pending }] of threads.entries()) {
        if (meter.isDue) yield* meter.pause()
        for (let local = 0; local < pending.length; local++) alike?.image(swap, alike.componentOf(thread), local)
      }
  }
  return count()
}
