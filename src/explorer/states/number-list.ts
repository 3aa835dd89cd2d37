import { GrowingWords } from './growing-words.ts'

/** Numbers of 32 bits in the order in which they came, outside of V8's heap. */
export class NumberList {
  size = 0
  readonly #words: GrowingWords

  constructor(limitBytes: number = Number.POSITIVE_INFINITY) {
    this.#words = new GrowingWords(1 << 9, limitBytes)
  }

  get storedBytes(): number {
    return this.#words.storedBytes
  }

  /** False: out of memory. */
  push(number: number): boolean {
    if (!this.#words.reach(this.size + 1)) return false
    this.#words.array[this.size++] = number
    return true
  }

  /** Expects an index below `size`. */
  at(index: number): number {
    return this.#words.array[index] as number
  }
}
