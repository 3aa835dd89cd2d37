import type { ThreadChooser } from '../generate.ts'
import type { Layout } from '../layout.ts'
import { ChoiceCache } from './choice-cache.ts'
import type { ChosenSet, SetChooser } from './chosen-set.ts'
import type { EnabledThreads } from './enabled-threads.ts'

/** A layer for a search: the enabled threads of a stubborn set of each state. A function of the state alone. */
export class StubbornChooser implements ThreadChooser {
  readonly #enabled: EnabledThreads
  readonly #sets: SetChooser
  readonly #all: number
  #cache: ChoiceCache | undefined

  constructor(enabled: EnabledThreads, sets: SetChooser, threads: number) {
    this.#enabled = enabled
    this.#sets = sets
    this.#all = 2 ** threads - 1
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
    if (place >= 0) return cache.get(place)
    const chosen = this.#sets.choose(this.#enabled.steps, enabled).members & enabled
    cache.set(~place, chosen)
    return chosen
  }

  /** The whole set, blocked members too. Slow: for checks. */
  setAt(states: Int32Array, at: number): ChosenSet {
    const enabled = this.#enabled.at(states, at)
    if (enabled < 0) return { members: this.#all, key: undefined }
    return this.#sets.choose(this.#enabled.steps, enabled)
  }
}
