import { type Layout, unpack } from '../states/layout.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import type { StubbornDefinition, WrongSet } from './stubborn-definition.ts'

export type SetsChecked = {
  /** Chosen sets that leave out something; of these, looked at to the end. */
  readonly sets: number
  readonly complete: number
  /** The first that is wrong; no other was looked at after it. */
  readonly wrong?: WrongSet
}

/** A layer that chooses as another one does and holds each set against the definition. */
export class CheckingChooser implements ThreadChooser {
  readonly keepsOwed = true
  readonly #chooser: Pick<StubbornChooser, keyof ThreadChooser | 'setAt'>
  readonly #definition: StubbornDefinition
  #layout: Layout = { words: 0, objects: [], threads: [] }
  #sets = 0
  #complete = 0
  #wrong: WrongSet | undefined

  constructor(chooser: Pick<StubbornChooser, keyof ThreadChooser | 'setAt'>, definition: StubbornDefinition) {
    this.#chooser = chooser
    this.#definition = definition
  }

  get checked(): SetsChecked {
    const [sets, complete, wrong] = [this.#sets, this.#complete, this.#wrong]
    return { sets, complete, ...(wrong !== undefined && { wrong }) }
  }

  prepare(layout: Layout): void {
    this.#layout = layout
    this.#chooser.prepare(layout)
  }

  threadsToExpand(states: Int32Array, at: number): number {
    const expanded = this.#chooser.threadsToExpand(states, at)
    if (this.#wrong === undefined) this.#look(states, at, expanded)
    return expanded
  }

  #look(states: Int32Array, at: number, expanded: number): void {
    const chosen = this.#chooser.setAt(states, at)
    const found = this.#definition.look(unpack(this.#layout, states, at), chosen, expanded)
    if (typeof found === 'object') this.#wrong = found
    if (chosen.key === undefined) return
    this.#sets++
    if (found === 'good') this.#complete++
  }
}
