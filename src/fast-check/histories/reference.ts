import { at } from '../../errors/at.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import type { CallMachine } from './call-machine.ts'
import { type History, historyKey, returned } from './history.ts'

/** A run of the reference, as the order in which its calls return; where it stopped, its threads wait or have ended. */
export type Witness = { readonly thread: number; readonly answer: string }[]

type Node = { readonly state: UnpackedState; readonly begun: number; readonly order: Witness }

/** What a history must find among the runs of the reference. */
type Wanted = {
  readonly history: History
  /** The thread whose last answer may be any. */
  readonly free?: number
  /** Whether the reference must wait for ever there too, in the same threads. */
  readonly isStuck: boolean
}

/**
 * Says which histories a reference allows: those for which it has a run with the same answers, in which every call returns before those begin that
 * begin after it in the history. For a reference whose calls are one step each that is linearizability.
 */
export class Reference {
  readonly #machine: CallMachine
  readonly #known = new Map<string, boolean>()

  constructor(machine: CallMachine) {
    this.#machine = machine
  }

  allows(history: History, isStuck: boolean): boolean {
    const key = `${isStuck}${historyKey(history)}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = this.#runs({ history, isStuck }).next().done === false
    this.#known.set(key, found)
    return found
  }

  /** For each answer that the thread's last call may have instead, a run of the reference that gives it. */
  alternatives(history: History, free: number): ReadonlyMap<string, Witness> {
    const found = new Map<string, Witness>()
    for (const { answer, order } of this.#runs({ history, free, isStuck: false }))
      if (!found.has(answer)) found.set(answer, order)
    return found
  }

  /** Depth first over the states of the reference, as far as they agree with the history. */
  *#runs(wanted: Wanted): Generator<{ answer: string; order: Witness }> {
    const start: Node = { state: this.#machine.start(), begun: 0, order: [] }
    const seen = new Set<string>()
    const stack = [start]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const key = `${node.state.values}|${node.state.locals}|${node.begun}`
      if (seen.has(key)) continue
      seen.add(key)
      const steps = this.#machine.steps(node.state)
      const isAtRest = !steps.some(({ isOwed }) => isOwed)
      if (this.#isThere(node, wanted, isAtRest)) yield { answer: this.#freeAnswer(node, wanted), order: node.order }
      for (const { thread, state } of steps) {
        const next = this.#after(node, thread, state, wanted)
        if (next !== undefined) stack.push(next)
      }
    }
  }

  #isThere({ state }: Node, { history, isStuck }: Wanted, isAtRest: boolean): boolean {
    return history.every((_, thread) => {
      const count = this.#count(thread, state)
      const calls = returned(history, thread)
      return isStuck ? count === calls && isAtRest : count >= calls
    })
  }

  #freeAnswer({ state }: Node, { history, free }: Wanted): string {
    if (free === undefined) return ''
    const answers = this.#machine.answers(free, at(state.locals, free, 'threads'))
    return at(answers, returned(history, free) - 1, 'answers')
  }

  #count(thread: number, { locals }: UnpackedState): number {
    return this.#machine.answers(thread, at(locals, thread, 'threads')).length
  }

  /** The node after a step, unless the history forbids it. */
  #after(node: Node, thread: number, state: UnpackedState, { history, free }: Wanted): Node | undefined {
    const index = this.#count(thread, node.state)
    const call = history[thread]?.[index]
    if (call === undefined) return undefined
    const isBegun = (node.begun & (1 << thread)) !== 0
    if (!isBegun && !call.after.every((calls, other) => this.#count(other, node.state) >= calls)) return undefined
    const answers = this.#machine.answers(thread, at(state.locals, thread, 'threads'))
    if (answers.length === index) return { ...node, state, begun: node.begun | (1 << thread) }
    const answer = at(answers, index, 'answers')
    const isFree = thread === free && index === returned(history, thread) - 1
    if (!isFree && call.answer !== undefined && call.answer !== answer) return undefined
    return { state, begun: node.begun & ~(1 << thread), order: [...node.order, { thread, answer }] }
  }
}
