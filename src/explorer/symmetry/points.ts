/**
 * A *point* is a component of a state with what it holds: (object, value) or (thread, local state). Swaps permute points, and a state is a set of
 * them. A point is numbered together with its whole orbit. The *role* of thread i at point p is the orbit of the pair (i, p) under the group:
 * what i is to p when all names are forgotten. Roles follow from one traversal of the orbit of p by Schreier's lemma: with words w(p) that lead from
 * the orbit's first point to p, the elements w(g p)⁻¹ g w(p) generate the stabiliser of the first point, hence the classes of threads there
 * (Seress: Permutation Group Algorithms, 2003, chapter 4).
 */
import { SameClass } from './same-class.ts'
import type { SwapGroup } from './swap-group.ts'
import { Words } from './words.ts'

/** In place of a point: what a component holds has no image, so the threads are not alike. */
export const NO_POINT = -1

/** Points of one orbit: it may have one for each permutation of the threads, and eight threads have 40,320. */
const LIMIT_ORBIT = 1 << 16

export class Points {
  /** By point. */
  readonly component: number[] = []
  readonly id: number[] = []
  /** `[swap][point]`; swaps that are not in use have none. */
  readonly images: readonly number[][]
  /** What has no image, once that has been met. */
  missing: { readonly swap: number; readonly component: number; readonly id: number } | undefined
  /** A component with an orbit beyond the limit, once one has been met. */
  tooMany: number | undefined
  readonly #group: SwapGroup
  readonly #threads: number
  /** `[component][id]` */
  readonly #numbers: number[][]
  /** By point and thread: equal for (i, p) and (π i, π p); 0 where no swap moves p. Different roles may, rarely, have the same number. */
  roles: Int32Array = new Int32Array(1 << 10)
  /** By point: the first one of its orbit, whose points are numbered in a row. */
  readonly firstOf: number[] = []
  readonly #limit: number

  constructor(group: SwapGroup, swapCount: number, limit: number = LIMIT_ORBIT) {
    this.#group = group
    this.#limit = limit
    this.#threads = group.threads
    this.images = Array.from({ length: swapCount }, () => [])
    this.#numbers = Array.from({ length: group.components }, () => [])
  }

  /** The number of a point; `NO_POINT` when an image in its orbit is missing. */
  numberOf(component: number, id: number): number {
    return this.#numbers[component]?.[id] ?? this.#explore(component, id)
  }

  get storedBytes(): number {
    return this.roles.byteLength + 8 * (3 + this.#group.swaps.length) * this.component.length
  }

  #explore(component: number, id: number): number {
    const first = this.component.length
    const words = [new Words(this.#threads)]
    this.#add(component, id, first)
    const classes = new SameClass(this.#threads)
    for (let point = first; point < this.component.length; point++) {
      if (point - first >= this.#limit) {
        this.tooMany = component
        return NO_POINT
      }
      for (const swap of this.#group.swaps) {
        const image = this.#imageOf(swap, point, first)
        if (image === NO_POINT) return NO_POINT
        const word = words[point - first] as Words // one a point of the orbit
        const known = words[image - first]
        if (known === undefined) words.push(word.followedBy(this.#group, swap))
        else word.forFixing(this.#group, swap, known, (thread, fixed) => classes.unite(thread, fixed))
      }
    }
    if (!this.#areInvolutions(first)) return NO_POINT
    this.#writeRoles(first, words, classes)
    return first
  }

  #imageOf(swap: number, point: number, first: number): number {
    const [component, id] = [this.component[point] as number, this.id[point] as number] // a numbered point
    const to = this.#group.componentImage(swap, component)
    const image = to < 0 ? NO_POINT : this.#group.image(swap, component, id)
    if (image < 0) {
      this.missing = { swap, component, id }
      return NO_POINT
    }
    const number = this.#numbers[to]?.[image] ?? this.#add(to, image, first)
    if (number < first) {
      this.missing = { swap, component, id } // it is in another orbit already: two points have one image
      return NO_POINT
    }
    const images = this.images[swap] as number[] // one a swap
    images[point] = number
    return number
  }

  /** Each swap, done twice, must be no change. */
  #areInvolutions(first: number): boolean {
    for (const swap of this.#group.swaps) {
      const images = this.images[swap] as number[] // one a swap
      for (let point = first; point < this.component.length; point++) {
        if (images[images[point] as number] === point) continue // images are points of the orbit
        this.missing = { swap, component: this.component[point] as number, id: this.id[point] as number } // a numbered point
        return false
      }
    }
    return true
  }

  #add(component: number, id: number, first: number): number {
    const number = this.component.length
    this.firstOf.push(first)
    this.component.push(component)
    this.id.push(id)
    const numbers = this.#numbers[component] as number[] // one list a component
    while (numbers.length < id) numbers.push(undefined as unknown as number) // a hole: not numbered yet
    numbers[id] = number
    return number
  }

  #writeRoles(first: number, words: readonly Words[], classes: SameClass): void {
    const threads = this.#threads
    this.roles = withRoom(this.roles, this.component.length * threads)
    if (words.length === 1) return // it stays 0
    for (const [index, { back }] of words.entries())
      for (let thread = 0; thread < threads; thread++)
        this.roles[(first + index) * threads + thread] = mixed(first + 1, classes.of(back[thread] as number)) // a permutation
  }
}

/** The array, or a larger one with what it holds. */
export function withRoom(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array
  const larger = new Int32Array(Math.max(length, 2 * array.length))
  larger.set(array)
  return larger
}

/** A number that is hard to guess from the two, so that sums of such numbers seldom agree by chance. */
export function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return hash ^ (hash >>> 15)
}
