/**
 * Chooses a stubborn set of threads (Valmari, Stubborn sets for reduced state space generation, 1990; the closure over what others may still do
 * as in Godefroid, LNCS 1032, 1996). A set is good if the pending step of each member commutes with every step that other threads can take
 * while the members stand still, and if it has an enabled *key*. From each thread that may be a key: while a thread outside may
 * still get to a step in conflict with a member's pending step, blocked or not, it becomes a member. The cheapest set is taken, of equal
 * ones the first. The key is owed its step, so that no state in which nobody is owed one is gone around. Where the search asks for more than deadlocks the key is invisible and not sticky; other members may be either (cf. Peled,
 * Valmari, Kokkarinen, Relaxed visibility enhances partial order reduction, 2001).
 */
import type { ThreadIndex } from '../../../model/ir.ts'
import type { BitSet } from '../facts/bit-set.ts'
import type { Rules } from '../facts/rules.ts'
import type { Environment } from './environment.ts'
import { whatPays } from './pays.ts'

/** Members as bits; chosen are the enabled ones. Without a key: all threads. */
export type ChosenSet = { readonly members: number; readonly key: ThreadIndex | undefined }

/** What choosing needs to know of steps, by `StepId`. */
export type StepFacts = {
  /** Steps p in conflict with the step or what may come after it. */
  readonly futureConflicts: readonly BitSet[]
  readonly isVisible: Uint8Array
  readonly isSticky: Uint8Array
  /** Whether nobody owes it on some path. */
  readonly mayBeVoluntary: Uint8Array
  /** How much expanding it costs: the local states to which it leads. */
  readonly weight: Uint8Array
}

export class SetChooser {
  readonly #facts: StepFacts
  readonly #rules: Rules
  readonly #threads: number
  readonly #all: number
  /** By thread x: the threads u that must follow it into a set; −1 if not known yet. Bit 31 is no thread. */
  readonly #followers: Int32Array
  readonly #environment: Environment | undefined
  /** By step as a key of `refine`: whether to try it, the steps followed for that, and the cost it saved. */
  readonly #pays: Uint8Array
  readonly #work: Float64Array
  readonly #gain: Float64Array

  constructor(facts: StepFacts, rules: Rules, threads: number, environment?: Environment) {
    this.#environment = environment
    this.#pays = new Uint8Array(facts.weight.length).fill(1)
    this.#work = new Float64Array(facts.weight.length)
    this.#gain = new Float64Array(facts.weight.length)
    this.#facts = facts
    this.#rules = rules
    this.#threads = threads
    this.#all = 2 ** threads - 1
    this.#followers = new Int32Array(threads)
  }

  /** `steps`: the pending step of each thread. */
  choose(steps: Int32Array, enabled: number): ChosenSet {
    this.#followers.fill(-1)
    let best: ChosenSet = { members: this.#all, key: undefined }
    let least = this.cost(steps, enabled)
    for (let key = 0; key < this.#threads && least > 1; key++) {
      if ((enabled & (1 << key)) === 0 || !this.mayBeKey(steps[key] as number)) continue // one step a thread
      const members = this.#close(1 << key, steps, enabled)
      if (!this.#isAllowed(key, members & enabled, steps)) continue
      const cost = this.cost(steps, members & enabled)
      if (cost >= least) continue
      best = { members, key }
      least = cost
    }
    return best
  }

  /** The same, closed under what the others can do from the values of the state on, if that is cheaper than `coarse`. */
  refine(coarse: ChosenSet, steps: Int32Array, enabled: number, values: Int32Array): ChosenSet {
    const environment = this.#environment
    if (environment === undefined) return coarse
    let best = coarse
    let least = this.cost(steps, coarse.members & enabled)
    for (let key = 0; key < this.#threads && least > 1; key++) {
      const step = steps[key] as number // one step a thread
      if ((enabled & (1 << key)) === 0 || this.#pays[step] === 0 || !this.mayBeKey(step)) continue
      const before = environment.followed
      const isTooDear = (members: number): boolean => this.cost(steps, members & enabled) >= least
      const members = environment.close(key, steps, values, isTooDear)
      const cost = this.cost(steps, members & enabled)
      this.#work[step] = (this.#work[step] as number) + environment.followed - before // one entry a step
      if (cost >= least) continue
      this.#gain[step] = (this.#gain[step] as number) + least - cost // one entry a step
      best = { members, key }
      least = cost
    }
    return best
  }

  /** From now on `refine` tries keys that have paid so far, steps of one class together. Answers whether there are any. */
  keepWhatPays(classes: Int32Array): boolean {
    this.#pays.set(whatPays(classes, this.#work, this.#gain))
    return this.#pays.includes(1)
  }

  /** Steps followed by looking closer. */
  get work(): number {
    return this.#environment?.followed ?? 0
  }

  /** Whether a thread at the step may be a key, as far as the step tells. */
  mayBeKey(step: number): boolean {
    const { visibility, owed, proviso } = this.#rules
    const { isVisible, mayBeVoluntary, isSticky } = this.#facts
    if (mayBeVoluntary[step] === 1 && owed === 'of the key') return false
    return (isVisible[step] === 0 || visibility !== 'of the key') && (isSticky[step] === 0 || proviso !== 'of the key')
  }

  /** The rest of it: nothing, under sound rules. */
  #isAllowed(key: ThreadIndex, chosen: number, steps: Int32Array): boolean {
    const { visibility, proviso } = this.#rules
    const { isVisible, isSticky } = this.#facts
    if (visibility === 'of a lone key' && isVisible[steps[key] as number] === 1 && chosen === 1 << key) return false
    if (proviso !== 'of any chosen thread') return true
    return steps.some((step, thread) => (chosen & (1 << thread)) !== 0 && isSticky[step] === 0)
  }

  #close(start: number, steps: Int32Array, enabled: number): number {
    let members = start
    for (let rest = start; rest !== 0; ) {
      const thread = 31 - Math.clz32(rest)
      rest &= ~(1 << thread)
      if (!this.#rules.blockedMembers && (enabled & (1 << thread)) === 0) continue
      const fresh = this.#followersOf(thread, steps) & ~members
      members |= fresh
      rest |= fresh
    }
    return members
  }

  #followersOf(thread: ThreadIndex, steps: Int32Array): number {
    let followers = this.#followers[thread] as number // one entry a thread
    if (followers >= 0) return followers
    followers = 0
    const step = steps[thread] as number // one step a thread
    for (let other = 0; other < this.#threads; other++)
      if ((this.#facts.futureConflicts[steps[other] as number] as BitSet).has(step)) followers |= 1 << other // the same
    this.#followers[thread] = followers
    return followers
  }

  /** Of expanding these threads. */
  cost(steps: Int32Array, chosen: number): number {
    let cost = 0
    for (let rest = chosen; rest !== 0; rest &= rest - 1)
      cost += this.#facts.weight[steps[31 - Math.clz32(rest & -rest)] as number] as number // one entry a thread, a step
    return cost
  }
}
