/**
 * Words that grow at their end. Many of them live in a reservation: an array as long as they may ever become, whose untouched rest is no memory
 * yet. So they grow where they are, and the old and the new are never there at once. Where the machine refuses a reservation that long it is
 * shorter, and growing beyond it is a copy, which is counted before it is made.
 */

/** From so many words on they live in a reservation, which costs a system call, and a moment of V8. */
const RESERVED_FROM_WORDS = 1 << 20
/** Or from this share of their limit on: a copy made later would not be within it. */
const RESERVED_FROM_SHARE = 1 / 16
/** Typed arrays get no longer in Node 20. */
export const LONGEST_WORDS: number = 2 ** 32
/** What is tried when a reservation is refused. */
const SHORTER = 0.75

export class GrowingWords {
  /** Words in use; behind them are zeros. Replaced when it moves. */
  array: Int32Array
  /** Words in use. */
  #length: number
  readonly #limitBytes: number

  constructor(length: number, limitBytes: number = Number.POSITIVE_INFINITY) {
    this.array = new Int32Array(length)
    this.#length = length
    this.#limitBytes = limitBytes
  }

  get length(): number {
    return this.#length
  }

  get storedBytes(): number {
    return 4 * this.#length
  }

  /** The most bytes at any moment of coming to so many words. */
  bytesToReach(length: number): number {
    return 4 * (length <= this.array.length ? Math.max(length, this.#length) : length + this.#length)
  }

  /** Whether it has so many words now; unchanged where it cannot. */
  reach(length: number): boolean {
    if (length > this.array.length && !this.#move(length)) return false
    if (length > this.#length) this.#length = length
    return true
  }

  #move(length: number): boolean {
    if (this.bytesToReach(length) > this.#limitBytes) return false
    const most = Math.min(LONGEST_WORDS, Math.floor(this.#limitBytes / 4))
    const isReserved = length >= Math.min(RESERVED_FROM_WORDS, RESERVED_FROM_SHARE * most)
    let longest = isReserved ? most : Math.min(2 * length, most)
    while (longest >= length) {
      const longer = zeros(longest)
      if (longer !== undefined) {
        longer.set(this.array.subarray(0, this.#length))
        this.array = longer
        return true
      }
      longest = longest === length ? 0 : Math.max(length, Math.floor(longest * SHORTER))
    }
    return false
  }
}

/** Undefined where machine or engine have no array that long. */
function zeros(length: number): Int32Array | undefined {
  try {
    return new Int32Array(length)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
