/** Pairs of a state and the thread that stepped to it, numbered in the order of their discovery, each with the pair it was reached from. */
import { at } from '../../errors/at.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import { type Layout, OCCUPIED, repack, type UnpackedState, unpack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'

export class PairStates {
  #layout: Layout
  /** Each with one word more than a state has: the thread + 1. */
  #numbered: NumberedStates
  readonly #parents: number[] = []
  readonly #depths: number[] = []
  #pair: Int32Array

  constructor(layout: Layout) {
    this.#layout = layout
    this.#numbered = new NumberedStates(layout.words + 1)
    this.#pair = new Int32Array(layout.words + 1)
  }

  get storedBytes(): number {
    return this.#numbered.storedBytes + 16 * this.#parents.length
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
    if (number < this.#parents.length) return undefined
    this.#parents.push(from)
    this.#depths.push(from < 0 ? 0 : this.depthOf(from) + 1)
    return number
  }

  /** -1: the initial state, to which nobody stepped. */
  threadOf(pair: number): ThreadIndex {
    return (this.states[this.offsetOf(pair) + this.#layout.words] as number) - 1
  }

  depthOf(pair: number): number {
    return this.#depths[pair] as number
  }

  /** The states from the initial one to that of the pair. */
  runTo(pair: number): UnpackedState[] {
    const run: UnpackedState[] = []
    for (let here = pair; here >= 0; here = at(this.#parents, here))
      run.push(unpack(this.#layout, this.states, this.offsetOf(here)))
    return run.reverse()
  }

  /** Moves all states to a new layout, their numbers unchanged; false where there is no memory for it. */
  repack(to: Layout): boolean {
    const moved = new NumberedStates(to.words + 1)
    const pair = new Int32Array(to.words + 1)
    for (let number = 0; number < this.#parents.length; number++) {
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
