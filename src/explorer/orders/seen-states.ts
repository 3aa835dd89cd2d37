import type { Layout } from '../states/layout.ts'
import { repack } from '../states/layout.ts'
import { VisitedSet, type VisitedSetOptions } from '../states/visited-set.ts'

type Limits = Pick<VisitedSetOptions, 'limitBytes' | 'limitStates'>

/** The distinct states that a search has met, one added at a time. */
export class SeenStates {
  readonly #limits: Limits
  #layout: Layout
  #visited: VisitedSet
  #one: Int32Array
  #fresh: Int32Array

  constructor(layout: Layout, limits: Limits) {
    this.#layout = layout
    this.#limits = limits
    this.#visited = new VisitedSet(layout.words, limits)
    this.#one = new Int32Array(layout.words)
    this.#fresh = new Int32Array(layout.words)
  }

  get size(): number {
    return this.#visited.size
  }

  get storedBytes(): number {
    return this.#visited.storedBytes
  }

  /** `marked`: it is new, and its mark says that it is to be looked at; `memory`: there is none for it, of so many bytes; `states`: it is one too many. */
  add(states: Int32Array, at: number, limitBytes: number): 'known' | 'new' | 'marked' | 'memory' | 'states' {
    const { words } = this.#layout
    for (let word = 0; word < words; word++) this.#one[word] = states[at + word] as number
    if (!this.#visited.reserve(1, limitBytes)) return 'memory'
    const end = this.#visited.insert(this.#one, words, this.#fresh, 0)
    if (end < 0) return 'memory'
    if (this.#visited.isFull) return 'states'
    if (end === 0) return 'known'
    return this.#visited.marked.length > 0 ? 'marked' : 'new'
  }

  /** Moves all states to a new layout; false where so many bytes are too few for old and new. */
  repack(to: Layout, limitBytes: number): boolean {
    const moved = new SeenStates(to, this.#limits)
    if (!moved.#visited.reserve(this.size, limitBytes - this.storedBytes)) return false
    this.#visited.forEach((states, at) => {
      repack(this.#layout, states, at, to, moved.#one, 0)
      moved.#visited.insert(moved.#one, to.words, moved.#fresh, 0)
    })
    this.#layout = to
    this.#visited = moved.#visited
    this.#one = moved.#one
    this.#fresh = moved.#fresh
    return true
  }
}
