/** Packed states in recycled chunks: the level that is being expanded and the one after it. */

/** `words` are packed states, of which the first `length` words count. */
export type Chunk = { words: Int32Array; length: number }

const STATES_PER_CHUNK = 1 << 13

export class Frontier {
  readonly #words: number
  #current: Chunk[] = []
  #next: Chunk[] = []
  readonly #spare: Int32Array[] = []
  /** Where in the first chunk of the current level reading goes on. */
  #position = 0
  #allocated = 0

  constructor(words: number) {
    this.#words = words
  }

  get storedBytes(): number {
    return 4 * this.#allocated
  }

  /** Bytes once `more` states have been written. */
  bytesFor(more: number): number {
    const words = more * this.#words
    const isRoom = this.#hasRoom(words) || (words <= this.#usual && this.#spare.length > 0)
    return 4 * (this.#allocated + (isRoom ? 0 : Math.max(this.#usual, words)))
  }

  /** The chunk to read from, or undefined at the end of the level. */
  get reading(): Chunk | undefined {
    return this.#current[0]
  }

  get position(): number {
    return this.#position
  }

  /** States up to `position` of the chunk that is read are done with. */
  advanceTo(position: number): void {
    const chunk = this.#current[0]
    if (chunk === undefined || position < chunk.length) {
      this.#position = position
      return
    }
    this.#current.shift()
    if (chunk.words.length === this.#usual) this.#spare.push(chunk.words)
    else this.#allocated -= chunk.words.length
    this.#position = 0
  }

  /** A chunk of the next level with room for `words` more words. */
  writing(words: number): Chunk {
    const last = this.#next.at(-1)
    if (last !== undefined && this.#hasRoom(words)) return last
    const chunk = { words: this.#take(words), length: 0 }
    this.#next.push(chunk)
    return chunk
  }

  /** Makes the next level the current one; false if it is empty. */
  nextLevel(): boolean {
    this.#current = this.#next.filter((chunk) => chunk.length > 0)
    this.#next = []
    this.#position = 0
    return this.#current.length > 0
  }

  /** What `convert` takes beside what is there. */
  bytesToConvert(words: number): number {
    const chunks = [...this.#current, ...this.#next]
    return chunks.reduce((sum, { length }) => sum + 4 * words * Math.max(STATES_PER_CHUNK, length / this.#words), 0)
  }

  /** The same levels under a layout of `words` words, each state moved by `move`. */
  convert(
    words: number,
    move: (source: Int32Array, at: number, target: Int32Array, targetAt: number) => void,
  ): Frontier {
    const converted = new Frontier(words)
    converted.#current = this.#current.map((chunk) => converted.#converted(chunk, this.#words, move))
    converted.#next = this.#next.map((chunk) => converted.#converted(chunk, this.#words, move))
    converted.#position = (this.#position / this.#words) * words
    return converted
  }

  #converted(
    chunk: Chunk,
    before: number,
    move: (source: Int32Array, at: number, target: Int32Array, targetAt: number) => void,
  ): Chunk {
    const count = chunk.length / before
    const words = this.#take(count * this.#words)
    for (let state = 0; state < count; state++) move(chunk.words, state * before, words, state * this.#words)
    return { words, length: count * this.#words }
  }

  get #usual(): number {
    return STATES_PER_CHUNK * this.#words
  }

  #hasRoom(words: number): boolean {
    const last = this.#next.at(-1)
    return last !== undefined && last.length + words <= last.words.length
  }

  #take(words: number): Int32Array {
    const recycled = words <= this.#usual ? this.#spare.pop() : undefined
    if (recycled !== undefined) return recycled
    const length = Math.max(this.#usual, words)
    this.#allocated += length
    return new Int32Array(length)
  }
}
