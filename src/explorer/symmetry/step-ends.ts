import { type LocalId, type ObjectId, type Program, type ThreadIndex, UNKNOWN, type ValueId } from '../../model/ir.ts'
import { type ActionsOf, By } from '../steps/by.ts'
import { NOT_KNOWN, NOTHING_NEEDED, StepWalker } from '../steps/step-walker.ts'

/** What is known of the values of a state. */
export type KnownValues = readonly (readonly [ObjectId, ValueId])[]

/** Where a path of a step ends, and how it was walked (`By`); `values` by object, `NOT_KNOWN` where it neither looked nor wrote. */
export type End = { readonly target: LocalId; readonly values: Int32Array; readonly how: number }

/** `needs`: an object whose value must be known first; `unmet`: the tables do not say what the step does there. */
export type Ends =
  | { readonly kind: 'ends'; readonly ends: readonly End[] }
  | { readonly kind: 'needs'; readonly object: ObjectId }
  | { readonly kind: 'unmet' }

const UNMET: Ends = { kind: 'unmet' }

/** All ends of steps, from states of which some values are known. */
export class StepEnds {
  readonly #walker: StepWalker
  /** Whether what the tables do not say is asked of the design. */
  #asks = false

  constructor(program: Program, actionsOf?: ActionsOf) {
    const { run, extend, evaluate } = program.unknowns
    const unknowns = {
      run: (...args: Parameters<typeof run>) => (this.#asks ? run.apply(program.unknowns, args) : unmet()),
      extend: (...args: Parameters<typeof extend>) => (this.#asks ? extend.apply(program.unknowns, args) : unmet()),
      evaluate,
    }
    this.#walker = new StepWalker({ ir: program.ir, unknowns }, undefined, false, actionsOf)
  }

  of(thread: ThreadIndex, local: LocalId, known: KnownValues, asks: boolean): Ends {
    const ends: End[] = []
    const { values } = this.#walker
    values.fill(NOT_KNOWN)
    for (const [object, value] of known) values[object] = value
    this.#asks = asks
    try {
      const object = this.#walker.walk(thread, local, (target) =>
        ends.push({ target, values: values.slice(), how: this.#walker.by & ~By.thread }),
      )
      return object === NOTHING_NEEDED ? { kind: 'ends', ends } : { kind: 'needs', object }
    } catch (error) {
      if (error === UNKNOWN) return UNMET
      throw error
    }
  }
}

/** Thrown rather than answered, since a walk has no other way out. */
function unmet(): never {
  throw UNKNOWN
}
