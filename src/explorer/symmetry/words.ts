import type { ThreadIndex } from '../../model/ir.ts'
import type { SwapGroup } from './swap-group.ts'

/** A product of swaps that leads from the first point of an orbit to another one, as a permutation of the threads. */
export class Words {
  readonly to: readonly ThreadIndex[]
  /** The same undone. */
  readonly back: readonly ThreadIndex[]

  /** The identity, unless permutations are given. */
  constructor(threads: number, to?: readonly ThreadIndex[], back?: readonly ThreadIndex[]) {
    this.to = to ?? Array.from({ length: threads }, (_, thread) => thread)
    this.back = back ?? this.to
  }

  /** With the swap after it. */
  followedBy(group: SwapGroup, swap: number): Words {
    const { length } = this.to
    const to = new Array<ThreadIndex>(length)
    const back = new Array<ThreadIndex>(length)
    for (let thread = 0; thread < length; thread++) {
      const image = group.threadImage(swap, this.to[thread] as ThreadIndex) // a permutation
      to[thread] = image
      back[image] = thread
    }
    return new Words(length, to, back)
  }

  /** With the swap after it, and `known` undone: both lead to the same point, so it fixes the first one. Calls back with each thread and its image. */
  forFixing(
    group: SwapGroup,
    swap: number,
    known: Words,
    call: (thread: ThreadIndex, image: ThreadIndex) => void,
  ): void {
    for (let thread = 0; thread < this.to.length; thread++)
      call(thread, known.back[group.threadImage(swap, this.to[thread] as ThreadIndex)] as ThreadIndex) // permutations
  }
}
