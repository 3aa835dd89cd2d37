import type { Ir, ObjectId, ThreadIndex, ValueId } from '../../../model/ir.ts'
import type { SwapGroup } from '../../symmetry/swap-group.ts'
import { imageOf } from './may-facts.ts'

/** The changes of one object: by value the later values, and which threads (bit t) make each change. */
type Changes = { readonly to: ValueId[][]; readonly by: number[][] }

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
    this.#changes = objects.map(() => ({ to: [], by: [] }))
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
    const { to, by } = this.#changes[object] as Changes // one an object
    const threads = by[value] // none where nobody changes the value
    to[value]?.forEach((after, i) => {
      if (((threads?.[i] as number) & ~(1 << thread)) !== 0) call(after)
    })
  }

  /** False: it was known. */
  #learn(thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId): boolean {
    const changes = this.#changes[object] as Changes // one an object
    changes.to[from] ??= []
    changes.by[from] ??= []
    let at = changes.to[from].indexOf(to)
    if (at < 0) {
      at = changes.to[from].push(to) - 1
      changes.by[from].push(0)
    }
    const by = changes.by[from][at] as number // one a value
    if ((by & (1 << thread)) !== 0) return false
    changes.by[from][at] = by | (1 << thread)
    this.#tell(thread, object, from, to)
    return true
  }
}
