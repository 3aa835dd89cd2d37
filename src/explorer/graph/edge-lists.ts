import { GrowingWords } from '../states/growing-words.ts'

/** Words by which a list becomes longer. */
const ROOM = 1 << 14
/** An offset has 31 bits. */
const MOST_EDGES = 2 ** 31 - 1
/** Words that are also seen as bytes: an array has no more of these. */
const LIMIT_OF_BYTES = 2 ** 32

export type Size = { readonly states: number; readonly edges: number }

/** Where the edges of states lie, as they are found: states come in the order of their numbers, and with each all its edges. */
export class EdgeLists {
  edges = 0
  /** States whose edges are here. */
  nodes = 0
  readonly #offsets: GrowingWords
  readonly #targets: GrowingWords
  /** Four labels a word, or one. */
  readonly #by: GrowingWords
  readonly #labelsOfWord: 1 | 4
  readonly #owed: GrowingWords
  #labels: Uint8Array | Int32Array

  /** `hasActions`: labels are words, else bytes. `expected`: how many there will be, where that is known: then nothing grows. */
  constructor(limitBytes: number, hasActions: boolean, { states, edges }: Size = { states: ROOM, edges: ROOM }) {
    this.#labelsOfWord = hasActions ? 1 : 4
    this.#offsets = new GrowingWords(states + 2, limitBytes)
    this.#targets = new GrowingWords(edges, limitBytes)
    const labels = Math.ceil(edges / this.#labelsOfWord)
    this.#by = new GrowingWords(labels, hasActions ? limitBytes : Math.min(limitBytes, LIMIT_OF_BYTES))
    this.#owed = new GrowingWords(states + 1, limitBytes)
    this.#labels = this.#labelsIn(this.#by.array)
  }

  get storedBytes(): number {
    return this.#lists.reduce((bytes, { storedBytes }) => bytes + storedBytes, 0)
  }

  /** Whether there is room for so many more states, with so many edges, within so many bytes. */
  makeRoom(states: number, more: number, limitBytes: number): boolean {
    const [nodes, edges] = [this.nodes + states, this.edges + more]
    const isRoom =
      edges <= MOST_EDGES &&
      this.#reach(this.#offsets, nodes + 1, limitBytes) &&
      this.#reach(this.#owed, nodes, limitBytes) &&
      this.#reach(this.#targets, edges, limitBytes) &&
      this.#reach(this.#by, Math.ceil(edges / this.#labelsOfWord), limitBytes)
    if (this.#labels.buffer !== this.#by.array.buffer) this.#labels = this.#labelsIn(this.#by.array)
    return isRoom
  }

  add(target: number, by: number): void {
    this.#targets.array[this.edges] = target
    this.#labels[this.edges++] = by
  }

  /** All edges of the next state have been added. */
  endNode(owed: number): void {
    this.#owed.array[this.nodes++] = owed
    this.#offsets.array[this.nodes] = this.edges
  }

  /** Of so many states, of which the last ones have no edges here: of them it is said that somebody is owed a step, for nobody knows. */
  lists(nodes: number): { offsets: Int32Array; targets: Int32Array; by: Uint8Array | Int32Array; owed: Int32Array } {
    const offsets = atLeast(this.#offsets.array, nodes + 1).fill(this.edges, this.nodes + 1)
    const owed = atLeast(this.#owed.array, nodes).fill(-1, this.nodes)
    const targets = this.#targets.array.subarray(0, this.edges)
    return { offsets, targets, by: this.#labels.subarray(0, this.edges), owed }
  }

  #labelsIn(words: Int32Array): Uint8Array | Int32Array {
    return this.#labelsOfWord === 1 ? words : new Uint8Array(words.buffer)
  }

  get #lists(): readonly GrowingWords[] {
    return [this.#offsets, this.#targets, this.#by, this.#owed]
  }

  #reach(list: GrowingWords, length: number, limitBytes: number): boolean {
    if (length <= list.length) return true
    const bytes = this.storedBytes - list.storedBytes + list.bytesToReach(length + ROOM)
    return bytes <= limitBytes && list.reach(length + ROOM)
  }
}

function atLeast(words: Int32Array, length: number): Int32Array {
  if (length <= words.length) return words.subarray(0, length)
  const longer = new Int32Array(length)
  longer.set(words)
  return longer
}
