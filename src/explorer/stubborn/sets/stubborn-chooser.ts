import type { Ir } from '../../../model/ir.ts'
import type { Layout } from '../../states/layout.ts'
import type { ThreadChooser } from '../../steps/generate.ts'
import { ChoiceCache } from './choice-cache.ts'
import type { ChosenSet, SetChooser } from './chosen-set.ts'
import type { EnabledThreads } from './enabled-threads.ts'

/** Steps that looking closer may follow before it is settled where it pays. */
const TRIAL_WORK = 1 << 15

/** A layer for a search: the enabled threads of a stubborn set of each state. A function of the state alone. */
export class StubbornChooser implements ThreadChooser {
  readonly keepsOwed = true
  readonly #enabled: EnabledThreads
  readonly #sets: SetChooser
  readonly #all: number
  #isFine: boolean
  #isOnTrial = false
  readonly #values: Int32Array
  #cache: ChoiceCache | undefined

  constructor({ threads, objects }: Ir, enabled: EnabledThreads, sets: SetChooser, isFine: boolean) {
    this.#enabled = enabled
    this.#sets = sets
    this.#all = 2 ** threads.length - 1
    this.#isFine = isFine
    this.#values = new Int32Array(objects.length)
  }

  prepare(layout: Layout): void {
    this.#enabled.prepare(layout)
    this.#cache = new ChoiceCache(layout)
  }

  threadsToExpand(states: Int32Array, at: number): number {
    const enabled = this.#enabled.at(states, at)
    if (enabled < 0 || (enabled & (enabled - 1)) === 0) return enabled
    const cache = this.#cache as ChoiceCache // `prepare` comes first
    const place = cache.find(states, at, enabled)
    if (place < 0) cache.set(~place, this.#sets.choose(this.#enabled.steps, enabled).members)
    const members = cache.get(place < 0 ? ~place : place)
    const { steps } = this.#enabled
    if (!this.#isFine || this.#sets.cost(steps, members & enabled) === 1) return members & enabled
    if (this.#isOnTrial && this.#sets.work > TRIAL_WORK) return members & enabled
    this.#enabled.values(states, at, this.#values)
    return this.#sets.refine({ members, key: undefined }, steps, enabled, this.#values).members & enabled
  }

  /** Whether sets are looked at closer where they are not a single thread. */
  get isFine(): boolean {
    return this.#isFine
  }

  /** Looks closer for some work only, until `keepWhatPays`. */
  startTrial(): void {
    this.#isOnTrial = true
  }

  /** Ends looking closer where it has not paid so far. */
  keepWhatPays(classes: Int32Array): void {
    this.#isOnTrial = false
    this.#isFine = this.#isFine && this.#sets.keepWhatPays(classes)
  }

  /** The whole set, blocked members too. Slow: for checks. */
  setAt(states: Int32Array, at: number): ChosenSet {
    const enabled = this.#enabled.at(states, at)
    if (enabled < 0) return { members: this.#all, key: undefined }
    const coarse = this.#sets.choose(this.#enabled.steps, enabled)
    if (!this.#isFine) return coarse
    this.#enabled.values(states, at, this.#values)
    return this.#sets.refine(coarse, this.#enabled.steps, enabled, this.#values)
  }
}
