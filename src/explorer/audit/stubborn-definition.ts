/**
 * Whether a chosen set meets the definition of a stubborn set, with none of the code that chose it: explores the other threads while the members
 * stand still, and looks at each state whether every member's pending step commutes with every step that another thread can take there. It finds a
 * wrong set far sooner than comparing verdicts does (Laarman, Pater, van de Pol, Weber, Guard-based partial-order reduction, SPIN 2013, check
 * theirs so). What there is to look at depends on the members and the state alone, so each pair of them is looked at once, whichever sets lead to
 * it. What is remembered has been looked at with all that follows from it; else it is forgotten.
 */
import { at } from '../../errors/at.ts'
import { Pending, type Program, type ThreadIndex } from '../../model/ir.ts'
import { pack, type UnpackedState, unpack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import type { ChosenSet } from '../stubborn/sets/chosen-set.ts'
import { BothOrders } from './both-orders.ts'
import { LoneSteps, StateList } from './lone-steps.ts'

/** Why a chosen set is wrong. */
export type WrongSet = {
  readonly state: UnpackedState
  readonly chosen: ChosenSet
  readonly because:
    | { readonly kind: 'no enabled key' }
    /** The search leaves out an enabled member. */
    | { readonly kind: 'not expanded'; readonly member: ThreadIndex }
    | Disturbance
}

/** In `after`, which others can reach while the members stand still, a step of `other` does not commute with that of `member`. */
type Disturbance = {
  readonly kind: 'disturbed'
  readonly member: ThreadIndex
  readonly other: ThreadIndex
  readonly after: UnpackedState
}

export type DefinitionLimits = {
  /** Of members and a state, for all sets together. A set that comes when they are used up is looked at on its own, as far as some states. */
  readonly pairs?: number | undefined
  /** That these pairs may take. */
  readonly bytes?: number | undefined
  /** Whether there is no time left, which is as if the pairs were used up. */
  readonly isLate?: (() => boolean) | undefined
}

/** What others do while the members stand still. */
type Standstill = {
  readonly members: readonly ThreadIndex[]
  readonly others: readonly ThreadIndex[]
  readonly states: NumberedStates
}

/** Ten philosophers come to seven millions, in half a minute. */
const LIMIT_PAIRS = 10_000_000
/** At most, with states of four words. */
const BYTES_OF_PAIR = 50
const STATES_OF_LATE_SETS = 100
/** How often to look at the clock, in states. */
const STATES_BETWEEN_LOOKS = 256

export class StubbornDefinition {
  readonly #program: Program
  readonly #isLate: () => boolean
  readonly #steps: LoneSteps
  readonly #orders: BothOrders
  readonly #threads: readonly ThreadIndex[]
  /** By members. */
  readonly #standstills = new Map<number, Standstill>()
  /** The state that is being looked at, packed. */
  readonly #now: Int32Array
  /** What each member's step and that of another thread lead to from there. */
  readonly #afterMember: readonly StateList[]
  readonly #afterOther = new StateList()
  #pairsLeft: number

  /** Expects tables that say all that can be reached. */
  constructor(program: Program, { pairs = LIMIT_PAIRS, bytes, isLate = () => false }: DefinitionLimits = {}) {
    this.#program = program
    this.#pairsLeft = Math.min(pairs, (bytes ?? Number.POSITIVE_INFINITY) / BYTES_OF_PAIR)
    this.#isLate = isLate
    this.#steps = new LoneSteps(program)
    this.#orders = new BothOrders(this.#steps)
    this.#threads = program.ir.threads.map((_, thread) => thread)
    this.#now = new Int32Array(this.#steps.layout.words)
    this.#afterMember = this.#threads.map(() => new StateList())
  }

  /** `expanded`: the threads that a search expands. `cut`: nothing was wrong as far as it was looked at. */
  look(state: UnpackedState, chosen: ChosenSet, expanded: number): WrongSet | 'good' | 'cut' {
    pack(this.#steps.layout, state, this.#now, 0)
    const wrong = this.#wrongHere(chosen, expanded)
    if (wrong === undefined && chosen.key === undefined) return 'good'
    const found = wrong ?? this.#explore(this.#unended(state, chosen.members))
    return typeof found === 'object' ? { state, chosen, because: found } : found
  }

  #wrongHere({ members, key }: ChosenSet, expanded: number): WrongSet['because'] | undefined {
    const enabled = this.#threads.filter((thread) => this.#successors(thread, this.#afterOther).length > 0)
    const left = enabled.find((thread) => (members & ~expanded & (1 << thread)) !== 0)
    if (left !== undefined) return { kind: 'not expanded', member: left }
    const hasKey = key === undefined || ((members & (1 << key)) !== 0 && enabled.includes(key))
    return hasKey ? undefined : { kind: 'no enabled key' }
  }

  /** The members that have a step before them; the others stand still for ever. */
  #unended({ locals }: UnpackedState, members: number): number {
    const { threads } = this.#program.ir
    return locals.reduce((rest, local, thread) => {
      const pending = at(threads, thread, 'threads').pending[local]
      return pending === Pending.finished || pending === Pending.failed ? rest & ~(1 << thread) : rest
    }, members)
  }

  #explore(members: number): Disturbance | 'good' | 'cut' {
    if (this.#pairsLeft <= 0) return this.#lookAround(this.#standstill(members), STATES_OF_LATE_SETS)
    const standstill = this.#standstills.get(members) ?? this.#standstill(members)
    this.#standstills.set(members, standstill)
    const before = standstill.states.size
    const found = this.#lookAround(standstill, this.#pairsLeft)
    this.#pairsLeft = found === 'cut' ? 0 : this.#pairsLeft - (standstill.states.size - before)
    if (found !== 'good') this.#standstills.clear() // some of it was not looked at
    return found
  }

  #standstill(members: number): Standstill {
    return {
      members: this.#threads.filter((thread) => (members & (1 << thread)) !== 0),
      others: this.#threads.filter((thread) => (members & (1 << thread)) === 0),
      states: new NumberedStates(this.#steps.layout.words),
    }
  }

  /** From `#now` to all states that are not among `states` yet, which they become. */
  #lookAround(standstill: Standstill, limit: number): Disturbance | 'good' | 'cut' {
    const { states } = standstill
    const { words } = this.#steps.layout
    const before = states.size
    if (states.add(this.#now, 0) < 0) return 'cut'
    for (let number = before; number < states.size; number++) {
      if (states.size - before > limit) return 'cut'
      if (number % STATES_BETWEEN_LOOKS === 0 && this.#isLate()) return 'cut'
      for (let word = 0; word < words; word++) this.#now[word] = states.states[number * words + word] as number // within its length
      const found = this.#lookHere(standstill)
      if (found !== 'good') return found
    }
    return 'good'
  }

  /** At `#now`; where others go from there is added to `states`. */
  #lookHere({ members, others, states }: Standstill): Disturbance | 'good' | 'cut' {
    for (const member of members) this.#successors(member, this.#afterMember[member] as StateList) // one list a thread
    for (const other of others) {
      const after = this.#successors(other, this.#afterOther)
      if (after.length === 0) continue
      for (const member of members)
        if (!this.#orders.doCommute(member, this.#afterMember[member] as StateList, other, after))
          // as above
          return { kind: 'disturbed', member, other, after: unpack(this.#steps.layout, this.#now, 0) }
      for (let at = 0; at < after.length; at += this.#now.length) if (states.add(after.words, at) < 0) return 'cut'
    }
    return 'good'
  }

  #successors(thread: ThreadIndex, list: StateList): StateList {
    list.clear()
    this.#steps.append(thread, this.#now, 0, list)
    return list
  }
}
