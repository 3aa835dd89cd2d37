import { Changes } from '../../../model/interference/changes.ts'
import type { Ir, ObjectId, ThreadIndex, ValueId } from '../../../model/ir.ts'
import type { SwapGroup } from '../../symmetry/swap-group.ts'
import { imageOf } from './may-facts.ts'

type Tell = (thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId) => void

/** The changes that threads may make to objects, with the images of each under exchanges of alike threads. */
export class MayChange {
  readonly #alike: SwapGroup | undefined
  readonly #changes: readonly Changes[]
  readonly #tell: Tell
  /** By first thread of a family: the swaps that lead through it. */
  readonly #swapsFrom: (readonly number[])[] = []

  /** `tell` is called for each change that is new. */
  constructor({ objects }: Ir, alike: SwapGroup | undefined, tell: Tell) {
    this.#alike = alike
    this.#changes = objects.map(() => new Changes())
    this.#tell = tell
    for (const { threads, swaps } of alike?.families ?? []) this.#swapsFrom[threads[0] as ThreadIndex] = swaps // two or more
  }

  /**
   * A change by a thread that is worked on. One image for each thread of its family is enough: its other images are images of changes of its own.
   * @throws NoImage
   */
  add(thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId): void {
    const alike = this.#alike
    if (!this.#learn(thread, object, from, to) || alike === undefined) return
    let [by, of, before, after] = [thread, object, from, to]
    for (const swap of this.#swapsFrom[thread] ?? []) {
      before = imageOf(alike, swap, of, before)
      after = imageOf(alike, swap, of, after)
      of = alike.objectImage(swap, of)
      by = alike.threadImage(swap, by)
      this.#learn(by, of, before, after)
    }
  }

  /** Calls back for each value that another thread may leave in place of this one. */
  forOthers(thread: ThreadIndex, object: ObjectId, value: ValueId, call: (to: ValueId) => void): void {
    this.#of(object).forOthers(thread, value, call)
  }

  /** False: it was known. */
  #learn(thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId): boolean {
    if (!this.#of(object).add(thread, from, to)) return false
    this.#tell(thread, object, from, to)
    return true
  }

  #of(object: ObjectId): Changes {
    return this.#changes[object] as Changes // one an object
  }
}
