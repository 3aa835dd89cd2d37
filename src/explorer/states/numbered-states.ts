import { GrowingWords } from './growing-words.ts'
import { OCCUPIED } from './layout.ts'

const MAX_LOAD = 0.6
const LEAST_STATES = 1 << 8
/** A longer one would need a mask of 32 bits, which is negative. */
const LARGEST_TABLE = 2 ** 31

/** Packed states by number, in order of discovery: an array of states, and a hash table of their numbers. Slower and larger than `VisitedSet`. */
export class NumberedStates {
  size = 0
  /** For the user: numbers from here on belong to the level that is being discovered. */
  nextLevelStart = 0
  readonly #words: number
  readonly #states: GrowingWords
  /** Number + 1; 0: empty. A power of two long. */
  readonly #table: GrowingWords
  readonly #limitBytes: number

  /** `expected`: how many states there will be, where that is known: then nothing grows. */
  constructor(words: number, limitBytes: number = Number.POSITIVE_INFINITY, expected: number = LEAST_STATES) {
    this.#words = words
    this.#states = new GrowingWords(words * expected, limitBytes)
    this.#table = new GrowingWords(tableLengthFor(expected), limitBytes)
    this.#limitBytes = limitBytes
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
    const first = (source[at] as number) | OCCUPIED
    const hash = this.#hash(source, at, first)
    let place = this.#placeOf(hash, source, at, first)
    const known = this.#table.array[place] as number
    if (known !== 0) return known - 1
    if (this.size + 1 > MAX_LOAD * this.#table.length) {
      if (!this.#growTable()) return -1
      place = this.#placeOf(hash, source, at, first)
    }
    const start = this.size * this.#words
    if (!this.#makeRoom(start + this.#words)) return -1
    const { array } = this.#states
    array[start] = first
    for (let word = 1; word < this.#words; word++) array[start + word] = source[at + word] as number
    this.#table.array[place] = ++this.size
    return this.size - 1
  }

  /** Where the state is in the table, or may come. */
  #placeOf(hash: number, source: Int32Array, at: number, first: number): number {
    const { array, length } = this.#table
    const mask = length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = array[place] as number
      if (number === 0 || this.#isAt((number - 1) * this.#words, source, at, first)) return place
    }
  }

  #isAt(start: number, source: Int32Array, at: number, first: number): boolean {
    const { array } = this.#states
    if (array[start] !== first) return false
    for (let word = 1; word < this.#words; word++) if (array[start + word] !== source[at + word]) return false
    return true
  }

  #hash(source: Int32Array, at: number, first: number): number {
    let hash = Math.imul(first, 0x9e3779b1)
    for (let word = 1; word < this.#words; word++)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) + Math.imul(source[at + word] as number, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    return hash ^ (hash >>> 16)
  }

  #makeRoom(words: number): boolean {
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
    const mask = length - 1
    for (let number = 0; number < this.size; number++) {
      const at = number * this.#words
      let place = this.#hash(this.states, at, this.states[at] as number) & mask
      while (array[place] !== 0) place = (place + 1) & mask
      array[place] = number + 1
    }
    return true
  }
}

/** A power of two. */
function tableLengthFor(states: number): number {
  return 2 ** Math.ceil(Math.log2((states + 1) / MAX_LOAD))
}
