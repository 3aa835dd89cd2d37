/** Pairs of a state and the thread that stepped to it, numbered in the order of their discovery, each with the pair it was reached from. */
import type { ThreadIndex } from '../../model/ir.ts'
import { type Layout, OCCUPIED, repack, type UnpackedState, unpack } from '../states/layout.ts'
import { NumberList } from '../states/number-list.ts'
import { NumberedStates } from '../states/numbered-states.ts'

export class PairStates {
  #layout: Layout
  /** Each with one word more than a state has: the thread + 1. */
  #numbered: NumberedStates
  readonly #parents: NumberList
  readonly #depths: NumberList
  readonly #limitBytes: number
  #pair: Int32Array

  constructor(layout: Layout, limitBytes: number) {
    this.#layout = layout
    this.#limitBytes = limitBytes
    this.#parents = new NumberList(limitBytes)
    this.#depths = new NumberList(limitBytes)
    this.#numbered = new NumberedStates(layout.words + 1, limitBytes)
    this.#pair = new Int32Array(layout.words + 1)
  }

  get storedBytes(): number {
    return this.#numbered.storedBytes + this.#parents.storedBytes + this.#depths.storedBytes
  }

  get size(): number {
    return this.#parents.size
  }

  /** Packed states, that of a pair at its `offsetOf`. Replaced when pairs are added. */
  get states(): Int32Array {
    return this.#numbered.states
  }

  offsetOf(pair: number): number {
    return pair * (this.#layout.words + 1)
  }

  /** The number of a new pair; `undefined` for one that is known, `full` where there is no memory for it. */
  add(states: Int32Array, at: number, thread: ThreadIndex, from: number): number | 'full' | undefined {
    const { words } = this.#layout
    for (let word = 0; word < words; word++) this.#pair[word] = states[at + word] as number
    this.#pair[0] = (this.#pair[0] as number) | OCCUPIED
    this.#pair[words] = thread + 1
    const number = this.#numbered.add(this.#pair, 0)
    if (number < 0) return 'full'
    if (number < this.size) return undefined
    const depth = from < 0 ? 0 : this.depthOf(from) + 1
    return this.#depths.push(depth) && this.#parents.push(from) ? number : 'full'
  }

  /** -1: the initial state, to which nobody stepped. */
  threadOf(pair: number): ThreadIndex {
    return (this.states[this.offsetOf(pair) + this.#layout.words] as number) - 1
  }

  depthOf(pair: number): number {
    return this.#depths.at(pair)
  }

  /** The states from the initial one to that of the pair. */
  runTo(pair: number): UnpackedState[] {
    const run: UnpackedState[] = []
    for (let here = pair; here >= 0; here = this.#parents.at(here))
      run.push(unpack(this.#layout, this.states, this.offsetOf(here)))
    return run.reverse()
  }

  /** Moves all states to a new layout, their numbers unchanged; false where there is no memory for it. */
  repack(to: Layout): boolean {
    const moved = new NumberedStates(to.words + 1, this.#limitBytes - this.storedBytes)
    const pair = new Int32Array(to.words + 1)
    for (let number = 0; number < this.size; number++) {
      repack(this.#layout, this.states, this.offsetOf(number), to, pair, 0)
      pair[to.words] = this.threadOf(number) + 1
      if (moved.add(pair, 0) < 0) return false
    }
    this.#layout = to
    this.#numbered = moved
    this.#pair = pair
    return true
  }
}
