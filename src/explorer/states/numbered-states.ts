import { evaluated } from './generated-text.ts'
import { GrowingWords } from './growing-words.ts'
import { type FillTable, fillText, type NumberBatch, type NumberStatus, numberText } from './number-text.ts'

const MAX_LOAD = 0.6
const LEAST_STATES = 1 << 8
/** By which it grows at most; by less while it is small, and near its limit. */
const MOST_MORE = 1 << 12
/** A longer one would need a mask of 32 bits, which is negative. */
const LARGEST_TABLE = 2 ** 31

type Functions = { readonly number: NumberBatch; readonly fill: FillTable }

/** By words of a state: they know nothing of a table, and many are small. */
const functions: Functions[] = []

/** Packed states by number, in order of discovery: an array of states, and a hash table of their numbers. Slower and larger than `VisitedSet`. */
export class NumberedStates {
  /** For the user: numbers from here on belong to the level that is being discovered. */
  nextLevelStart = 0
  readonly #words: number
  readonly #states: GrowingWords
  /** Number + 1; 0: empty. A power of two long. */
  readonly #table: GrowingWords
  readonly #limitBytes: number
  readonly #functions: Functions
  readonly #status: NumberStatus = { size: 0, most: 0, touched: 0 }
  /** Home places of the batch that is being numbered. */
  #homes: Int32Array = new Int32Array(1)
  readonly #one: Int32Array = new Int32Array(1)

  /** `expected`: how many states there will be, where that is known: then nothing grows. */
  constructor(words: number, limitBytes: number = Number.POSITIVE_INFINITY, expected: number = LEAST_STATES) {
    this.#words = words
    this.#states = new GrowingWords(words * expected, limitBytes)
    this.#table = new GrowingWords(tableLengthFor(expected), limitBytes)
    this.#limitBytes = limitBytes
    functions[words] ??= { number: evaluated(numberText(words)), fill: evaluated(fillText(words)) }
    this.#functions = functions[words]
  }

  get size(): number {
    return this.#status.size
  }

  /** State n begins at n × words. Replaced when it grows. */
  get states(): Int32Array {
    return this.#states.array
  }

  get storedBytes(): number {
    return this.#states.storedBytes + this.#table.storedBytes
  }

  /** The number of the state at `source[at]`, its mark ignored; a new one if it was not there. -1: out of memory. */
  add(source: Int32Array, at: number): number {
    const end = this.addAll(source, at, at + this.#words, this.#one, 0)
    return end === at ? -1 : (this.#one[0] as number)
  }

  /** The same of `batch[from … to)`: the numbers are written to `numbers` from `at` on. Answers where it ended; before `to`: out of memory. */
  addAll(batch: Int32Array, from: number, to: number, numbers: Int32Array, at: number): number {
    const status = this.#status
    const words = this.#words
    if (this.#homes.length * words < to - from) this.#homes = new Int32Array((to - from) / words)
    const { number } = this.#functions
    for (let next = from; ; ) {
      const [table, { array }] = [this.#table.array, this.#states]
      status.most = this.#most
      const place = at + (next - from) / words
      next = number(table, this.#shift, array, batch, next, to, this.#homes, numbers, place, status)
      if (next === to || !this.#makeRoom()) return next
    }
  }

  /** States that have room. */
  get #most(): number {
    return Math.min(Math.floor(MAX_LOAD * this.#table.length), Math.floor(this.#states.length / this.#words))
  }

  get #shift(): number {
    return Math.clz32(this.#table.length - 1)
  }

  /** For one more, and for some more where that is within the limit. */
  #makeRoom(): boolean {
    if (this.size + 1 > MAX_LOAD * this.#table.length && !this.#growTable()) return false
    return this.#reach(this.size + Math.min(this.size, MOST_MORE)) || this.#reach(this.size + 1)
  }

  #reach(states: number): boolean {
    const words = states * this.#words
    const bytes = this.#states.bytesToReach(words) + this.#table.storedBytes
    return bytes <= this.#limitBytes && this.#states.reach(words)
  }

  /** Emptied and filled again from the states: the old one need not be kept for it. */
  #growTable(): boolean {
    const length = 2 * this.#table.length
    const bytes = this.#table.bytesToReach(length) + this.#states.storedBytes
    if (length > LARGEST_TABLE || bytes > this.#limitBytes || !this.#table.reach(length)) return false
    const { array } = this.#table
    array.fill(0, 0, length)
    this.#functions.fill(array, this.#shift, length - 1, this.states, this.size)
    return true
  }
}

/** A power of two. */
function tableLengthFor(states: number): number {
  return 2 ** Math.ceil(Math.log2((states + 1) / MAX_LOAD))
}
