import type { ThreadIndex } from '../../model/ir.ts'
import { type LoneSteps, StateList } from './lone-steps.ts'

/** Whether steps commute as commutation.ts says, word for word, by taking them from a state in both orders. */
export class BothOrders {
  readonly #steps: LoneSteps
  readonly #words: number
  readonly #memberFirst: Ends
  readonly #otherFirst: Ends

  constructor(steps: LoneSteps) {
    this.#steps = steps
    this.#words = steps.layout.words
    this.#memberFirst = new Ends(this.#words)
    this.#otherFirst = new Ends(this.#words)
  }

  /** Expects the successors of the state by either thread; the other one's step is enabled. */
  doCommute(member: ThreadIndex, afterMember: StateList, other: ThreadIndex, afterOther: StateList): boolean {
    this.#follow(afterMember, other, this.#memberFirst)
    this.#follow(afterOther, member, this.#otherFirst)
    return this.#isBackward() && this.#isForward()
  }

  #follow(first: StateList, then: ThreadIndex, ends: Ends): void {
    ends.clear()
    for (let at = 0; at < first.length; at += this.#words) {
      this.#steps.append(then, first.words, at, ends.states)
      ends.starts.push(ends.states.length)
    }
  }

  #isBackward(): boolean {
    const { states } = this.#otherFirst
    for (let at = 0; at < states.length; at += this.#words)
      if (!this.#memberFirst.has(states.words, at, 0, this.#memberFirst.states.length)) return false
    return true
  }

  #isForward(): boolean {
    for (let a = 0; a < this.#memberFirst.outcomes; a++)
      for (let b = 0; b < this.#otherFirst.outcomes; b++) if (!this.#meet(a, b)) return false
    return true
  }

  /** Whether an end after outcome a of the member is one after outcome b of the other. */
  #meet(a: number, b: number): boolean {
    const { states, starts } = this.#memberFirst
    const [from, to] = [this.#otherFirst.starts[b] as number, this.#otherFirst.starts[b + 1] as number]
    for (let at = starts[a] as number; at < (starts[a + 1] as number); at += this.#words)
      if (this.#otherFirst.has(states.words, at, from, to)) return true
    return false
  }
}

/** The states after two steps; those after outcome i of the first one lie between `starts[i]` and `starts[i + 1]`. */
class Ends {
  readonly states = new StateList()
  readonly starts: number[] = [0]
  readonly #words: number

  constructor(words: number) {
    this.#words = words
  }

  get outcomes(): number {
    return this.starts.length - 1
  }

  clear(): void {
    this.states.clear()
    this.starts.length = 1
  }

  /** Whether the state `state[at]` is among `states[from … to)`. */
  has(state: Int32Array, at: number, from: number, to: number): boolean {
    const { words } = this.states
    for (let place = from; place < to; place += this.#words) {
      let word = 0
      while (word < this.#words && words[place + word] === state[at + word]) word++
      if (word === this.#words) return true
    }
    return false
  }
}
