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
import { InternalError } from '../errors/internal-error.ts'
import { OCCUPIED } from './layout.ts'

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
/** Places behind the last home. The last one stays empty for ever, so that probing needs no bound. */
const SPILL = 512
/** A power of two; these states should fit the second level cache together with a batch. */
const RECENT_STATES = 1 << 14
const SMALLEST_CAPACITY = 1 << 10
/** From this many words on, the table lives in a reservation. */
const RESERVED_FROM_WORDS = 1 << 24
/** As large as typed arrays get; smaller ones are tried when it is refused. */
const LARGEST_RESERVATION_WORDS = 2 ** 30 - 1

export type VisitedSetOptions = { readonly capacity?: number; readonly reservationWords?: number }

/** Inserts `batch[from … to)`, appends what was new to `fresh` from `at` on; answers the new end of `fresh`. */
type InsertBatch = (
  table: Int32Array,
  capacity: number,
  batch: Int32Array,
  from: number,
  to: number,
  homes: Int32Array,
  recent: Int32Array,
  fresh: Int32Array,
  at: number,
  status: InsertStatus,
) => number

/** `next`: where in the batch an insertion stopped for want of spill places; `marked`: offsets in `fresh` of marked states. */
type InsertStatus = { next: number; left: number; readonly marked: number[]; touched: number }

/** Moves every state from its place under one capacity to its place under a larger one. */
type Rehash = (table: Int32Array, before: number, after: number) => void

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
    this.#insert = generateInsert(words)
    this.#rehash = generateRehash(words)
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

const MULTIPLIERS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]

/** JavaScript text for each word, joined. */
function each(words: number, text: (word: number) => string, separator = '\n'): string {
  return Array.from({ length: words }, (_, word) => text(word)).join(separator)
}

/** JavaScript text that hashes w0, w1, … to h. Its high bits decide, so a multiplication ends it. */
function hash(words: number): string {
  const sum = each(words, (word) => `Math.imul(w${word}, ${MULTIPLIERS[word % MULTIPLIERS.length]})`, ' + ')
  return `h = ${sum} | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)`
}

/** JavaScript text: the home place of the state that hashes to h. */
function home(): string {
  return '((h >>> 0) * scale | 0)'
}

function generateInsert(words: number): InsertBatch {
  const others = (text: (word: number) => string, separator = '\n'): string =>
    each(words - 1, (word) => text(word + 1), separator)
  const body = `
    const scale = capacity / 4294967296
    const last = (capacity + ${SPILL - 1}) * ${words}
    let touched = 0, h = 0, left = from, count = 0
    for (let i = from; i < to; i += ${words}) {
      const marked = batch[i], w0 = marked | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
      ${hash(words)}
      const c = (h >>> 6 & ${RECENT_STATES - 1}) * ${words}
      const differs = recent[c] ^ w0 ${others((word) => `| recent[c + ${word}] ^ w${word}`, ' ')}
      ${each(words, (word) => `recent[c + ${word}] = w${word}`)}
      batch[left] = marked; ${others((word) => `batch[left + ${word}] = w${word}`)}
      homes[count] = ${home()} * ${words}
      const isLeft = (differs | -differs) >>> 31
      left += isLeft * ${words}
      count += isLeft
    }
    for (let j = 0; j < count; j++) touched ^= table[homes[j]]
    status.touched = touched
    for (let i = from, j = 0; i < left; i += ${words}, j++) {
      const marked = batch[i], w0 = marked | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
      let k = homes[j]
      for (;;) {
        const found = table[k]
        if (found === w0${others((word) => ` && table[k + ${word}] === w${word}`, '')}) break
        if (found === 0) {
          if (k === last) { status.next = i; status.left = left; return at }
          ${each(words, (word) => `table[k + ${word}] = w${word}; fresh[at + ${word}] = w${word}`)}
          if (marked >= 0) status.marked.push(at)
          at += ${words}
          break
        }
        k += ${words}
      }
    }
    status.next = status.left = left
    return at`
  const parameters = 'table, capacity, batch, from, to, homes, recent, fresh, at, status'
  return new Function(parameters, body) as InsertBatch // the parameters are those of the type
}

function generateRehash(words: number): Rehash {
  const body = `
    const scale = after / 4294967296
    const last = (after + ${SPILL - 1}) * ${words}
    let cluster = new Int32Array(${64 * words})
    let end = (before + ${SPILL}) * ${words}
    while (end > 0) {
      if (table[end - ${words}] === 0) { end -= ${words}; continue }
      let start = end - ${words}
      while (start > 0 && table[start - ${words}] !== 0) start -= ${words}
      const length = end - start
      if (length > cluster.length) cluster = new Int32Array(2 * length)
      for (let i = 0; i < length; i++) { cluster[i] = table[start + i]; table[start + i] = 0 }
      for (let i = 0; i < length; i += ${words}) {
        let h
        ${each(words, (word) => `const w${word} = cluster[i + ${word}]`)}
        ${hash(words)}
        let k = ${home()} * ${words}
        while (table[k] !== 0) k += ${words}
        if (k >= last) throw noSpill()
        ${each(words, (word) => `table[k + ${word}] = w${word}`)}
      }
      end = start
    }`
  return new Function('noSpill', `return (table, before, after) => {${body}}`)(noSpill) as Rehash // the same
}

/** Only a hash that fails to spread could bring it about: hundreds of states that hash to the last place. */
function noSpill(): InternalError {
  return new InternalError('the visited set has no place left behind its last home')
}
