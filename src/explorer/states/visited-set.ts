/**
 * The states themselves, packed, in one open-addressing table: exact, no pointers, no deletion. A state's home place is a monotone function of
 * its hash (hash × capacity / 2^32), probing is linear and ends in a spill area behind the last home instead of wrapping around. So the table
 * grows in place: from the last cluster (run of used places) to the first, take the cluster out and insert it again; a new home is never below
 * its old one, hence never in a cluster that is still to come. Large tables live in a reservation (growing-words.ts), so growing has no copy
 * and no peak.
 *
 * A batch is inserted in three loops. The first drops states that were inserted lately: different orders of the same steps lead to the same state
 * soon after each other, so half of the successors need not go to memory. The second only touches the home places of the others, so that the
 * cache misses of many states overlap. The third compares and inserts.
 */
import { InternalError } from '../../errors/internal-error.ts'
import { evaluated } from './generated-text.ts'
import { GrowingWords, LONGEST_WORDS } from './growing-words.ts'
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
/** The last step before a limit is what the limit leaves; it must be worth its rehash. */
const LEAST_GROWTH = 1.1

/** `limitBytes`: it will never be asked for more; `limitStates`: nor will it hold more. */
export type VisitedSetOptions = {
  readonly capacity?: number | undefined
  readonly limitBytes?: number | undefined
  readonly limitStates?: number | undefined
}

export class VisitedSet {
  /** Offsets, in the array given to the last `insert`, of new states whose mark (bit 31 of word 0) was cleared in the batch. */
  readonly marked: number[] = []
  /** Whether a state was left out that would have been one too many. */
  isFull = false
  readonly #words: number
  readonly #insert: InsertBatch
  readonly #rehash: Rehash
  readonly #status: InsertStatus
  readonly #table: GrowingWords
  readonly #limitStates: number
  /** Home places of the batch that is being inserted. */
  #homes: Uint32Array = new Uint32Array(1)
  /** States inserted lately, by other bits of their hash. */
  readonly #recent: Int32Array
  #capacity: number
  #size = 0

  constructor(words: number, options: VisitedSetOptions = {}) {
    const { capacity = SMALLEST_CAPACITY, limitBytes, limitStates = Number.POSITIVE_INFINITY } = options
    this.#words = words
    this.#limitStates = limitStates
    this.#capacity = capacity
    this.#table = new GrowingWords((capacity + SPILL) * words, limitBytes)
    this.#recent = new Int32Array(RECENT_STATES * words)
    this.#status = { next: 0, left: 0, marked: this.marked, touched: 0 }
    this.#insert = evaluated(insertText(words))
    this.#rehash = evaluated(rehashText(words), { noSpill })
  }

  get size(): number {
    return this.#size
  }

  get storedBytes(): number {
    return this.#table.storedBytes
  }

  /**
   * Grows so that `more` states find room and all, with the `otherBytes` beside this set, is within the limit at any moment. False where it cannot:
   * the set is unchanged then. What is beside it is expected to grow as it does, so near the limit it takes no more than its share.
   */
  reserve(more: number, limitBytes: number = Number.POSITIVE_INFINITY, otherBytes = 0): boolean {
    const bytes = this.storedBytes + otherBytes
    const needed = (this.#size + more) / MAX_LOAD
    if (needed <= this.#capacity) return bytes <= limitBytes
    let capacity = Math.min(Math.floor(this.#capacity * (limitBytes / bytes)), this.#mostHomes)
    let usual = this.#capacity
    while (usual < needed) usual = grown(usual)
    if (usual < capacity) capacity = usual
    if (capacity < Math.max(needed, LEAST_GROWTH * this.#capacity)) return false
    const most = this.#table.bytesToReach(this.#length(capacity)) + otherBytes
    return most <= limitBytes && this.#grow(capacity)
  }

  /**
   * Inserts the states `batch[0 … length)`, for which room was reserved, and appends those that were new to `fresh` from `at` on, marks set.
   * Answers the new end of `fresh`. -1: out of memory. The first that would be one too many and all after it are left out.
   */
  insert(batch: Int32Array, length: number, fresh: Int32Array, at: number): number {
    if (this.#homes.length < length) this.#homes = new Uint32Array(batch.length)
    this.marked.length = 0
    const mayAllBeNew = this.#size + length / this.#words <= this.#limitStates
    return mayAllBeNew ? this.#insertAll(batch, 0, length, fresh, at) : this.#insertWhileRoom(batch, length, fresh, at)
  }

  /** As many at a time as there is room for if all are new. */
  #insertWhileRoom(batch: Int32Array, length: number, fresh: Int32Array, at: number): number {
    let end = at
    for (let from = 0; from < length && !this.isFull; ) {
      const room = this.#limitStates - this.#size
      const to = Math.min(length, from + Math.max(1, room) * this.#words)
      const next = this.#insertAll(batch, from, to, fresh, end)
      if (next < 0) return next
      if (this.#size > this.#limitStates) this.#leaveOut(end)
      else end = next
      from = to
    }
    return end
  }

  /** The last one, new and at that place of `fresh`. It stays in the table, which is asked for nothing any more. */
  #leaveOut(at: number): void {
    this.isFull = true
    this.#size--
    if (this.marked.at(-1) === at) this.marked.pop()
  }

  #insertAll(batch: Int32Array, from: number, to: number, fresh: Int32Array, at: number): number {
    const status = this.#status
    let end = this.#insertSome(batch, from, to, fresh, at)
    while (status.next < status.left) {
      if (!this.#grow(grown(this.#capacity))) return -1
      this.#recent.fill(0) // it holds states that have not been inserted
      end = this.#insertSome(batch, status.next, status.left, fresh, end)
    }
    this.#size += (end - at) / this.#words
    return end
  }

  #insertSome(batch: Int32Array, from: number, to: number, fresh: Int32Array, at: number): number {
    const { array } = this.#table
    return this.#insert(array, this.#capacity, batch, from, to, this.#homes, this.#recent, fresh, at, this.#status)
  }

  /** Calls back with every state, in no particular order. The array must not be kept. */
  forEach(visit: (states: Int32Array, at: number) => void): void {
    const { array, length } = this.#table
    for (let at = 0; at < length; at += this.#words) if (array[at] !== 0) visit(array, at)
  }

  #grow(capacity: number): boolean {
    if (capacity > this.#mostHomes || !this.#table.reach(this.#length(capacity))) return false
    this.#rehash(this.#table.array, this.#capacity, capacity)
    this.#capacity = capacity
    return true
  }

  /** Of a table as long as an array can be; so the number of a place has 32 bits. */
  get #mostHomes(): number {
    return Math.floor(LONGEST_WORDS / this.#words) - SPILL
  }

  /** Words of a table with so many homes. */
  #length(capacity: number): number {
    return (capacity + SPILL) * this.#words
  }
}

function grown(capacity: number): number {
  const factor = GROWTH.find(({ below }) => capacity < below)?.factor ?? 2
  return Math.ceil(capacity * factor)
}

/** Only a hash that fails to spread could bring it about: hundreds of states that hash to the last place. */
function noSpill(): InternalError {
  return new InternalError('the visited set has no place left behind its last home')
}
