/**
 * The states themselves, packed, in one open-addressing table: exact, no pointers, no deletion. A state's home place is a monotone function of
 * its hash (hash × capacity / 2^32), probing is linear and ends in a spill area behind the last home instead of wrapping around. So the table
 * grows in place: from the last cluster (run of used places) to the first, take the cluster out and insert it again; a new home is never below
 * its old one, hence never in a cluster that is still to come. Large tables live in a reservation far beyond their size, which costs no
 * resident memory until it is touched; so growing has no copy and no peak.
 *
 * A batch is inserted in three loops. The first drops states that were inserted lately: different orders of the same steps lead to the same state
 * soon after each other, so half of the successors need not go to memory. The second only touches the home places of the others, so that the
 * cache misses of many states overlap. The third compares and inserts.
 */
import { InternalError } from '../../errors/internal-error.ts'
import { evaluated } from './generated-text.ts'
import {
  type InsertBatch,
  type InsertStatus,
  insertText,
  RECENT_STATES,
  type Rehash,
  rehashText,
  SPILL,
} from './insert-text.ts'

/** Homes before this many states are exceeded by growing. */
const MAX_LOAD = 0.75
/**
 * How much larger a table becomes, by its homes. Small tables take large steps: moving every state costs more than the few megabytes that may stay
 * unused. Large ones take small steps: rehashing in place is cheap beside so many insertions, and less memory lies idle.
 */
const GROWTH = [
  { below: 1 << 17, factor: 8 },
  { below: 1 << 20, factor: 2 },
  { below: Number.POSITIVE_INFINITY, factor: 1.5 },
]
const SMALLEST_CAPACITY = 1 << 10
/** From this many words on, the table lives in a reservation. */
const RESERVED_FROM_WORDS = 1 << 24
/** As large as typed arrays get; smaller ones are tried when it is refused. */
const LARGEST_RESERVATION_WORDS = 2 ** 30 - 1

export type VisitedSetOptions = { readonly capacity?: number; readonly reservationWords?: number }

export class VisitedSet {
  /** Offsets, in the array given to the last `insert`, of new states whose mark (bit 31 of word 0) was cleared in the batch. */
  readonly marked: number[] = []
  readonly #words: number
  readonly #insert: InsertBatch
  readonly #rehash: Rehash
  readonly #reservationWords: number
  readonly #status: InsertStatus
  #table: Int32Array
  #homes: Int32Array = new Int32Array(1)
  /** States inserted lately, by other bits of their hash. */
  readonly #recent: Int32Array
  #capacity: number
  #size = 0

  constructor(
    words: number,
    { capacity = SMALLEST_CAPACITY, reservationWords = LARGEST_RESERVATION_WORDS }: VisitedSetOptions = {},
  ) {
    this.#words = words
    this.#capacity = capacity
    this.#reservationWords = reservationWords
    this.#table = new Int32Array((capacity + SPILL) * words)
    this.#recent = new Int32Array(RECENT_STATES * words)
    this.#status = { next: 0, left: 0, marked: this.marked, touched: 0 }
    this.#insert = evaluated(insertText(words))
    this.#rehash = evaluated(rehashText(words), { noSpill })
  }

  get size(): number {
    return this.#size
  }

  /** Bytes in use; the untouched rest of a reservation is not memory. */
  get storedBytes(): number {
    return bytesOf(this.#capacity, this.#words)
  }

  /** Bytes in use once `more` states have come. */
  bytesFor(more: number): number {
    return bytesOf(this.#capacityFor(more), this.#words)
  }

  /** Grows so that `more` states find room. False when no more memory is to be had: the set is unchanged then. */
  reserve(more: number): boolean {
    const capacity = this.#capacityFor(more)
    return capacity === this.#capacity || this.#grow(capacity)
  }

  /**
   * Inserts the states `batch[0 … length)`, for which room was reserved, and appends those that were new to `fresh` from `at` on, marks set.
   * Answers the new end of `fresh`. -1: out of memory.
   */
  insert(batch: Int32Array, length: number, fresh: Int32Array, at: number): number {
    if (this.#homes.length < length) this.#homes = new Int32Array(batch.length)
    const status = this.#status
    this.marked.length = 0
    let end = at
    end = this.#insert(this.#table, this.#capacity, batch, 0, length, this.#homes, this.#recent, fresh, end, status)
    while (status.next < status.left) {
      if (!this.#grow(grown(this.#capacity))) return -1
      this.#recent.fill(0) // it holds states that have not been inserted
      const { next, left } = status
      end = this.#insert(this.#table, this.#capacity, batch, next, left, this.#homes, this.#recent, fresh, end, status)
    }
    this.#size += (end - at) / this.#words
    return end
  }

  /** Calls back with every state, in no particular order. The array must not be kept. */
  forEach(visit: (states: Int32Array, at: number) => void): void {
    const end = (this.#capacity + SPILL) * this.#words
    for (let at = 0; at < end; at += this.#words) if (this.#table[at] !== 0) visit(this.#table, at)
  }

  #capacityFor(more: number): number {
    let capacity = this.#capacity
    while (this.#size + more > capacity * MAX_LOAD) capacity = grown(capacity)
    return capacity
  }

  #grow(capacity: number): boolean {
    if (!this.#makeRoom(capacity)) return false
    this.#rehash(this.#table, this.#capacity, capacity)
    this.#capacity = capacity
    return true
  }

  #makeRoom(capacity: number): boolean {
    const words = (capacity + SPILL) * this.#words
    if (words <= this.#table.length) return true
    let length = words < RESERVED_FROM_WORDS ? words : Math.max(words, this.#reservationWords)
    for (;;) {
      try {
        const larger = new Int32Array(length)
        larger.set(this.#table.subarray(0, (this.#capacity + SPILL) * this.#words))
        this.#table = larger
        return true
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        if (length === words) return false
        length = Math.max(words, Math.floor(length / 2))
      }
    }
  }
}

function grown(capacity: number): number {
  const factor = GROWTH.find(({ below }) => capacity < below)?.factor ?? 2
  return Math.ceil(capacity * factor)
}

function bytesOf(capacity: number, words: number): number {
  return 4 * words * (capacity + SPILL)
}

/** Only a hash that fails to spread could bring it about: hundreds of states that hash to the last place. */
function noSpill(): InternalError {
  return new InternalError('the visited set has no place left behind its last home')
}
