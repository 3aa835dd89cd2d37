import { at } from '../../errors/at.ts'
import type { Ir, ObjectId } from '../../model/ir.ts'
import type { SwapGroup } from './swap-group.ts'

/** As many take a millisecond. */
const IMAGES_AT_ONCE = 64

/**
 * Images of all values of an object, made some at a time: each takes as long as many comparisons, and all of them may
 * take a second.
 */
export class ValueImages {
  readonly #ir: Ir
  readonly #group: SwapGroup
  /** By swap and object: how many are there. */
  readonly #made: number[] = []

  constructor(ir: Ir, group: SwapGroup) {
    this.#ir = ir
    this.#group = group
  }

  /**
   * Makes some of those that are missing under the swaps, the object's and those of its images; true if there are none.
   */
  prepare(swaps: readonly number[], object: ObjectId): boolean {
    return swaps.every((swap) => this.#make(swap, object) && this.#make(swap, this.#group.objectImage(swap, object)))
  }

  #make(swap: number, object: ObjectId): boolean {
    const row = swap * this.#group.components + object
    const { valueCount } = at(this.#ir.objects, object, 'objects')
    const from = this.#made[row] ?? 0
    const to = Math.min(valueCount, from + IMAGES_AT_ONCE)
    for (let value = from; value < to; value++) this.#group.image(swap, object, value)
    this.#made[row] = to
    return from === valueCount
  }
}
