import { OCCUPIED } from './layout.ts'

const MAX_LOAD = 0.6

/** Packed states by number, in order of discovery: an array of states, and a hash table of their numbers. Slower and larger than `VisitedSet`. */
export class NumberedStates {
  /** State n begins at n × words. Replaced when it grows. */
  states: Int32Array
  size = 0
  /** For the user: numbers from here on belong to the level that is being discovered. */
  nextLevelStart = 0
  readonly #words: number
  /** Number + 1; 0: empty. A power of two long. */
  #table: Int32Array = new Int32Array(1 << 9)

  constructor(words: number) {
    this.#words = words
    this.states = new Int32Array(words << 8)
  }

  get storedBytes(): number {
    return this.states.byteLength + this.#table.byteLength
  }

  /** The number of the state at `source[at]`, its mark ignored; a new one if it was not there. -1: out of memory. */
  add(source: Int32Array, at: number): number {
    const mask = this.#table.length - 1
    const first = (source[at] as number) | OCCUPIED
    let place = this.#hash(source, at, first) & mask
    for (;;) {
      const number = this.#table[place] as number
      if (number === 0) break
      if (this.#isAt((number - 1) * this.#words, source, at, first)) return number - 1
      place = (place + 1) & mask
    }
    const start = this.size * this.#words
    if (start + this.#words > this.states.length || this.size + 1 > MAX_LOAD * this.#table.length)
      return this.#grow() ? this.add(source, at) : -1
    this.states[start] = first
    for (let word = 1; word < this.#words; word++) this.states[start + word] = source[at + word] as number
    this.#table[place] = ++this.size
    return this.size - 1
  }

  #isAt(start: number, source: Int32Array, at: number, first: number): boolean {
    if (this.states[start] !== first) return false
    for (let word = 1; word < this.#words; word++) if (this.states[start + word] !== source[at + word]) return false
    return true
  }

  #hash(source: Int32Array, at: number, first: number): number {
    let hash = Math.imul(first, 0x9e3779b1)
    for (let word = 1; word < this.#words; word++)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) + Math.imul(source[at + word] as number, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    return hash ^ (hash >>> 16)
  }

  #grow(): boolean {
    try {
      if (2 * (this.size + 1) * this.#words > this.states.length) {
        const larger = new Int32Array(2 * this.states.length)
        larger.set(this.states)
        this.states = larger
      }
      const table = new Int32Array(2 * this.#table.length)
      const mask = table.length - 1
      for (let number = 0; number < this.size; number++) {
        const at = number * this.#words
        let place = this.#hash(this.states, at, this.states[at] as number) & mask
        while (table[place] !== 0) place = (place + 1) & mask
        table[place] = number + 1
      }
      this.#table = table
      return true
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
  }
}
