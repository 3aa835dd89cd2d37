import { mixed, type Points, withRoom } from './points.ts'
import { SameClass } from './same-class.ts'
import type { SwapGroup } from './swap-group.ts'
import { Words } from './words.ts'

/** The roles of pairs of threads at points, as those of threads (points.ts). Few states need any: worked out for an orbit when it is asked for. */
export class PairRoles {
  /** By point and two threads, after `prepare`; replaced when it grows. */
  roles: Int32Array = new Int32Array(1 << 10)
  readonly #points: Points
  readonly #group: SwapGroup
  /** By first point of an orbit. */
  readonly #isKnown: boolean[] = []

  constructor(points: Points, group: SwapGroup) {
    this.#points = points
    this.#group = group
  }

  get storedBytes(): number {
    return this.roles.byteLength
  }

  prepare(point: number): void {
    const first = this.#points.firstOf[point] as number // of a numbered point
    if (this.#isKnown[first] === true) return
    this.#isKnown[first] = true
    const words = this.#wordsFrom(first)
    const { threads } = this.#group
    this.roles = withRoom(this.roles, (first + words.length) * threads ** 2)
    if (words.length === 1) return // it stays 0
    const classes = this.#classes(first, words)
    for (const [index, { back }] of words.entries())
      for (let i = 0; i < threads; i++)
        for (let j = 0; j < threads; j++) {
          const pair = (back[i] as number) * threads + (back[j] as number) // a permutation
          this.roles[((first + index) * threads + i) * threads + j] = mixed(first + 1, classes.of(pair))
        }
  }

  /** By point of the orbit: how the first one leads to it. */
  #wordsFrom(first: number): readonly Words[] {
    const words = [new Words(this.#group.threads)]
    for (let point = first; point - first < words.length; point++)
      for (const swap of this.#group.swaps) {
        const image = this.#points.images[swap]?.[point] as number // points have images
        words[image - first] ??= (words[point - first] as Words).followedBy(this.#group, swap) // found before
      }
    return words
  }

  #classes(first: number, words: readonly Words[]): SameClass {
    const { threads, swaps } = this.#group
    const classes = new SameClass(threads ** 2)
    const fixing = new Array<number>(threads)
    for (const [index, word] of words.entries())
      for (const swap of swaps) {
        const image = this.#points.images[swap]?.[first + index] as number // points have images
        word.forFixing(this.#group, swap, words[image - first] as Words, (thread, fixed) => {
          fixing[thread] = fixed
        })
        for (let i = 0; i < threads; i++)
          for (let j = 0; j < threads; j++)
            classes.unite(i * threads + j, (fixing[i] as number) * threads + (fixing[j] as number)) // filled just now
      }
    return classes
  }
}
