import { type Layout, repack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import type { CanonicalForm } from '../symmetry/canonical-form.ts'

const ALL_THREADS = -1

/** A layer of a search that leaves out nothing and keeps the states that it is asked about; their forms, if it is given any. */
export class StateRecorder implements ThreadChooser {
  readonly keepsOwed = true
  /** What kept it from keeping some state. */
  lacks: 'nothing' | 'form' | 'memory' = 'nothing'
  readonly #form: CanonicalForm | undefined
  #states: NumberedStates = new NumberedStates(1)
  #layout: Layout = { words: 1, objects: [], threads: [] }
  #state: Int32Array = new Int32Array(1)

  constructor(form?: CanonicalForm) {
    this.#form = form
  }

  get size(): number {
    return this.#states.size
  }

  /** Moves what it has to the layout. */
  prepare(layout: Layout): void {
    const [states, former] = [this.#states, this.#layout]
    this.#states = new NumberedStates(layout.words)
    this.#layout = layout
    this.#state = new Int32Array(layout.words)
    this.#form?.prepare(layout)
    for (let number = 0; number < states.size; number++) {
      repack(former, states.states, number * former.words, layout, this.#state, 0)
      this.#add(this.#state, 0)
    }
  }

  threadsToExpand(states: Int32Array, at: number): number {
    this.#state.set(states.subarray(at, at + this.#layout.words))
    if (this.#form?.apply(this.#state, 0) === false) this.lacks = 'form'
    else this.#add(this.#state, 0)
    return ALL_THREADS
  }

  /** Whether the other one, under the same layout, has kept the same states. */
  isSameAs(other: StateRecorder): boolean {
    const { size } = this
    for (let number = 0; number < other.size; number++) this.#add(other.#states.states, number * this.#layout.words)
    return this.size === size && other.size === size
  }

  #add(states: Int32Array, at: number): void {
    if (this.#states.add(states, at) < 0) this.lacks = 'memory'
  }
}
