/**
 * What a walk along a cycle has met, in words: whoever is to be treated fairly must have stepped, or been free of it, before the walk is home. The first
 * word is the node; then the threads that owe nothing any more, those still owed a step, the acceptance sets met; then for each thread with actions
 * those still possible, those done.
 */
import type { Arena } from '../graph/graph.ts'
import { By } from '../steps/by.ts'
import { type Conditions, possible, type ThreadActions } from './fairness.ts'

const Word = { node: 0, met: 1, open: 2, accepted: 3, actions: 4 } as const

export class Obligations {
  readonly words: number
  readonly #arena: Arena
  readonly #conditions: Conditions
  /** Threads to be treated weakly, and not strongly, fair. */
  readonly #weak: number
  readonly #actions: readonly ThreadActions[]
  /** All acceptance sets. */
  readonly #accepted: number

  constructor(arena: Arena, conditions: Conditions) {
    const { weak, strong } = conditions.fairness
    this.#arena = arena
    this.#conditions = conditions
    this.#weak = weak & ~strong
    this.#actions = conditions.fairness.actions
    this.#accepted = conditions.acceptance === undefined ? 0 : conditions.acceptance.all
    this.words = Word.actions + 2 * this.#actions.length
  }

  /** At the start of a walk. */
  start(node: number, to: Int32Array): void {
    to.fill(0)
    this.#arrive(node, to)
  }

  /** Those of `from[at …]` after one more edge. */
  after(from: Int32Array, at: number, edge: number, to: Int32Array): void {
    const { targets, by } = this.#arena
    for (let word = 0; word < this.words; word++) to[word] = from[at + word] as number
    const label = by[edge] as number
    const stepped = 1 << label // by its lowest five bits
    to[Word.met] = (to[Word.met] as number) | (stepped & (this.#weak | this.#conditions.fairness.strong))
    for (const [i, { thread, bits }] of this.#actions.entries()) {
      const done = Word.actions + 2 * i + 1
      if ((label & By.thread) === thread) to[done] = (to[done] as number) | (label & bits)
    }
    this.#arrive(targets[edge] as number, to)
  }

  isMet(words: Int32Array): boolean {
    if ((this.#weak & ~(words[Word.met] as number)) !== 0 || words[Word.open] !== 0) return false
    return words[Word.accepted] === this.#accepted && this.#actions.every((_, i) => words[Word.actions + 2 * i] === 0)
  }

  #arrive(node: number, to: Int32Array): void {
    const { fairness, acceptance } = this.#conditions
    const owed = this.#arena.owed[node] as number
    const met = (to[Word.met] as number) | (~owed & this.#weak)
    to[Word.node] = node
    to[Word.met] = met
    to[Word.open] = ((to[Word.open] as number) | (owed & fairness.strong)) & ~met
    if (acceptance !== undefined)
      to[Word.accepted] = ((to[Word.accepted] as number) | (acceptance.marks[node] as number)) & this.#accepted
    this.#see(node, to)
  }

  #see(node: number, to: Int32Array): void {
    for (const [i, wanted] of this.#actions.entries()) {
      const place = Word.actions + 2 * i
      const open = (to[place] as number) | possible(this.#arena, node, wanted)
      to[place] = open & ~(to[place + 1] as number)
    }
  }
}
