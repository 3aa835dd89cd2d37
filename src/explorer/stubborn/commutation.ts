/**
 * Whether the pending step p of a chosen thread commutes with a step q of another thread at a valuation, not symmetric: p may enable q.
 *
 *     ends(pq) = (values, local p, local q) after p then q; likewise qp
 *     backward: each end of q-then-p is an end of p-then-q            (q neither enables p nor changes what p does)
 *     forward:  for each outcome a of p and b of q, some end of a-then-q is an end of b-then-p    (p stays enabled)
 *     commute = q is disabled, or backward and forward
 *
 * Answers are compared after `next`: two that lead to the same local state are equal. After Valmari, Stubborn sets for reduced state space
 * generation, 1990; Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996.
 */
import type { Ir, ObjectId } from '../../model/ir.ts'
import type { Rules } from './rules.ts'
import type { StepId } from './step-ids.ts'
import { KEPT, type OutcomesOfSteps, type StepOutcomes } from './step-outcomes.ts'

/** Both local states and all values after two steps. */
type End = number | string

/** Local states of a thread; more are refused before (stubborn-sets.ts). */
const LIMIT_LOCALS = 2 ** 16

/** Valuations of two steps that are remembered. */
const LIMIT_REMEMBERED = 2 ** 14

export class Commutation {
  readonly #outcomes: OutcomesOfSteps
  readonly #radixes: readonly number[]
  readonly #rules: Rules
  #objects: readonly ObjectId[] = []
  #isNumeric = false

  constructor(outcomes: OutcomesOfSteps, { objects }: Ir, rules: Rules) {
    this.#outcomes = outcomes
    this.#radixes = objects.map(({ valueCount }) => valueCount)
    this.#rules = rules
  }

  /** Prepares for a pair of steps: the objects that either touches. */
  between(p: StepId, q: StepId): (values: Int32Array) => boolean {
    const [first, second] = [this.#outcomes.of(p), this.#outcomes.of(q)]
    const objects = [...new Set([...first.touches, ...second.touches])]
    const isNumeric = objects.reduce((product, object) => product * (this.#radixes[object] ?? 1), 2 ** 32) < 2 ** 53
    return (values) => {
      this.#objects = objects
      this.#isNumeric = isNumeric
      return this.#holds(first, second, values)
    }
  }

  /** The same, each valuation of the objects that the two touch once. */
  rememberedBetween(p: StepId, q: StepId): (values: Int32Array) => boolean {
    const objects = [...new Set([...this.#outcomes.of(p).touches, ...this.#outcomes.of(q).touches])]
    const radixes = objects.map((object) => this.#radixes[object] ?? 1)
    const size = radixes.reduce((product, radix) => product * radix, 1)
    const holds = this.between(p, q)
    if (size > LIMIT_REMEMBERED) return holds
    const known = new Int8Array(size)
    return (values) => {
      let key = 0
      for (let i = 0; i < objects.length; i++) key = key * (radixes[i] ?? 1) + (values[objects[i] ?? 0] ?? 0)
      if (known[key] === 0) known[key] = holds(values) ? 1 : -1
      return known[key] === 1
    }
  }

  #holds(p: StepOutcomes, q: StepOutcomes, values: Int32Array): boolean {
    const ofP = p.at(values)
    const ofQ = q.at(values)
    if (ofQ.length === 0) return true
    const endsPQ = this.#endsAfter(ofP, p, q, values, false)
    const endsQP = this.#endsAfter(ofQ, q, p, values, true)
    return (!this.#rules.backward || isBackward(endsPQ, endsQP)) && (!this.#rules.forward || isForward(endsPQ, endsQP))
  }

  /** By outcome of the one step, the ends of the other one after it. */
  #endsAfter(of: Int32Array, one: StepOutcomes, other: StepOutcomes, values: Int32Array, isSwapped: boolean): End[][] {
    const width = one.touches.length + 1
    const otherWidth = other.touches.length + 1
    const ends: End[][] = []
    for (let at = 0; at < of.length; at += width) {
      const before = apply(one.touches, of, at, values)
      const then = other.at(values)
      const found: End[] = []
      for (let next = 0; next < then.length; next += otherWidth) {
        const between = apply(other.touches, then, next, values)
        const [own, others] = [of[at] as number, then[next] as number] // an outcome begins with its target
        found.push(this.#end(isSwapped ? others : own, isSwapped ? own : others, values))
        restore(other.touches, between, values)
      }
      ends.push(found)
      restore(one.touches, before, values)
    }
    return ends
  }

  #end(localP: number, localQ: number, values: Int32Array): End {
    if (!this.#isNumeric) return `${localP} ${localQ} ${this.#objects.map((object) => values[object]).join()}`
    let key = (localP + 1) * LIMIT_LOCALS + localQ + 1
    for (const object of this.#objects) key = key * (this.#radixes[object] ?? 1) + (values[object] ?? 0)
    return key
  }
}

function isBackward(endsPQ: readonly End[][], endsQP: readonly End[][]): boolean {
  return endsQP.every((ends) => ends.every((end) => endsPQ.some((known) => known.includes(end))))
}

function isForward(endsPQ: readonly End[][], endsQP: readonly End[][]): boolean {
  return endsPQ.every((afterP) => endsQP.every((afterQ) => afterP.some((end) => afterQ.includes(end))))
}

function apply(touches: readonly ObjectId[], outcomes: Int32Array, at: number, values: Int32Array): number[] {
  return touches.map((object, i) => {
    const before = values[object] as number // one value an object
    const after = outcomes[at + 1 + i] as number // one value for each object touched
    if (after !== KEPT) values[object] = after
    return before
  })
}

function restore(touches: readonly ObjectId[], before: readonly number[], values: Int32Array): void {
  for (let i = 0; i < touches.length; i++) values[touches[i] as ObjectId] = before[i] as number // as many as touches
}
