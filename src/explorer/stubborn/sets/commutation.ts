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
import type { ObjectId, ValueId } from '../../../model/ir.ts'
import { commuteAt, oneOperation } from '../facts/one-operation.ts'
import type { Rules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import { KEPT, type Outcomes, type OutcomesOfSteps, type StepOutcomes } from '../facts/step-outcomes.ts'
import type { StepTables } from '../facts/step-tables.ts'

/** Both local states and all values after two steps. */
type End = number | string

/** The ends after outcome i of the first step: `all[starts[i] … starts[i + 1])`. */
type Ends = { readonly all: End[]; readonly starts: number[] }

/** Local states of a thread; more are refused before (stubborn-sets.ts). */
const LIMIT_LOCALS = 2 ** 16

/** In place of an end: there are several. */
const MANY = -1

/** Valuations of two steps that are remembered. */
const LIMIT_REMEMBERED = 2 ** 14

export class Commutation {
  readonly #outcomes: OutcomesOfSteps
  readonly #tables: StepTables
  /** By object: how many values it has, and one more. */
  readonly #radixes: readonly number[]
  readonly #rules: Rules
  readonly #endsPQ: Ends = { all: [], starts: [] }
  readonly #endsQP: Ends = { all: [], starts: [] }
  readonly #before: Int32Array
  readonly #between: Int32Array
  #objects: readonly ObjectId[] = []
  #isNumeric = false

  constructor(outcomes: OutcomesOfSteps, tables: StepTables, rules: Rules) {
    const { objects } = tables.program.ir
    this.#outcomes = outcomes
    this.#tables = tables
    this.#radixes = objects.map(({ valueCount }) => valueCount + 1)
    this.#rules = rules
    this.#before = new Int32Array(objects.length)
    this.#between = new Int32Array(objects.length)
  }

  /**
   * Stands for any value of an object that both steps at most overwrite: steps that commute there do so at every value. (At one of its values two ends
   * could be equal by chance, the value kept in one and stored in the other.)
   */
  noValueOf(object: ObjectId): number {
    return (this.#radixes[object] as number) - 1
  }

  /** Prepares for a pair of steps: the objects that either touches. */
  between(p: StepId, q: StepId): (values: Int32Array) => boolean {
    const [first, second] = [this.#outcomes.of(p), this.#outcomes.of(q)]
    const objects = [...new Set([...first.touches, ...second.touches])]
    const isNumeric =
      objects.reduce((product, object) => product * (this.#radixes[object] as number), 2 ** 32) < 2 ** 53
    const holds = (values: Int32Array): boolean => {
      this.#objects = objects
      this.#isNumeric = isNumeric
      return this.#holds(first, second, values)
    }
    const [one, other] = [oneOperation(this.#tables, p), oneOperation(this.#tables, q)]
    if (one === undefined || other === undefined || one.object !== other.object) return holds
    const { outcomes } = this.#tables.program.ir
    return (values) => commuteAt(outcomes, one, other, values[one.object] as ValueId, this.#rules) ?? holds(values) // one value an object
  }

  /** The same, each valuation of the objects that the two touch once. */
  rememberedBetween(p: StepId, q: StepId): (values: Int32Array) => boolean {
    const objects = [...new Set([...this.#outcomes.of(p).touches, ...this.#outcomes.of(q).touches])]
    const radixes = objects.map((object) => this.#radixes[object] as number)
    const size = radixes.reduce((product, radix) => product * radix, 1)
    const holds = this.between(p, q)
    if (size > LIMIT_REMEMBERED) return holds
    const known = new Int8Array(size)
    return (values) => {
      let key = 0
      for (let i = 0; i < objects.length; i++)
        key = key * (radixes[i] as number) + (values[objects[i] as ObjectId] as ValueId)
      if (known[key] === 0) known[key] = holds(values) ? 1 : -1
      return known[key] === 1
    }
  }

  #holds(p: StepOutcomes, q: StepOutcomes, values: Int32Array): boolean {
    const ofP = p.at(values)
    const ofQ = q.at(values)
    if (ofQ.length === 0) return true
    if (ofP.length === p.touches.length + 1 && ofQ.length === q.touches.length + 1) {
      const [pThenQ, qThenP] = [this.#endAfter(ofP, p, q, values, true), this.#endAfter(ofQ, q, p, values, false)]
      if (pThenQ !== MANY && qThenP !== MANY) return this.#isOneEnd(pThenQ, qThenP)
    }
    this.#endsAfter(ofP, p, q, values, this.#endsPQ)
    this.#endsAfter(ofQ, q, p, values, this.#endsQP)
    const { backward, forward } = this.#rules
    return (!backward || isBackward(this.#endsPQ, this.#endsQP)) && (!forward || isForward(this.#endsPQ, this.#endsQP))
  }

  /** Both steps have one outcome: one way, the other, or neither may be possible. */
  #isOneEnd(pThenQ: End | undefined, qThenP: End | undefined): boolean {
    const { backward, forward } = this.#rules
    return (
      (!backward || qThenP === undefined || pThenQ === qThenP) &&
      (!forward || (pThenQ !== undefined && pThenQ === qThenP))
    )
  }

  /** The end of the one step and then the other, the one having one outcome; `undefined` if the other is blocked then, `MANY` if it has several. */
  #endAfter(
    of: Outcomes,
    one: StepOutcomes,
    other: StepOutcomes,
    values: Int32Array,
    isPFirst: boolean,
  ): End | undefined {
    apply(one.touches, of, 0, values, this.#before)
    const then = other.at(values)
    let end: End | undefined = then.length > other.touches.length + 1 ? MANY : undefined
    if (then.length === other.touches.length + 1) {
      apply(other.touches, then, 0, values, this.#between)
      const [own, others] = [of[0] as number, then[0] as number] // an outcome begins with its target
      end = isPFirst ? this.#end(own, others, values) : this.#end(others, own, values)
      restore(other.touches, this.#between, values)
    }
    restore(one.touches, this.#before, values)
    return end
  }

  /** The ends of the other step after each outcome of the one. */
  #endsAfter(of: Outcomes, one: StepOutcomes, other: StepOutcomes, values: Int32Array, ends: Ends): void {
    const width = one.touches.length + 1
    const otherWidth = other.touches.length + 1
    ends.all.length = 0
    ends.starts.length = 0
    for (let at = 0; at < of.length; at += width) {
      ends.starts.push(ends.all.length)
      apply(one.touches, of, at, values, this.#before)
      const then = other.at(values)
      for (let next = 0; next < then.length; next += otherWidth) {
        apply(other.touches, then, next, values, this.#between)
        const [own, others] = [of[at] as number, then[next] as number] // an outcome begins with its target
        ends.all.push(ends === this.#endsQP ? this.#end(others, own, values) : this.#end(own, others, values))
        restore(other.touches, this.#between, values)
      }
      restore(one.touches, this.#before, values)
    }
    ends.starts.push(ends.all.length)
  }

  #end(localP: number, localQ: number, values: Int32Array): End {
    if (!this.#isNumeric) return `${localP} ${localQ} ${this.#objects.map((object) => values[object]).join()}`
    let key = (localP + 1) * LIMIT_LOCALS + localQ + 1
    for (const object of this.#objects) key = key * (this.#radixes[object] as number) + (values[object] as ValueId)
    return key
  }
}

function isBackward(endsPQ: Ends, endsQP: Ends): boolean {
  return endsQP.all.every((end) => endsPQ.all.includes(end))
}

function isForward(endsPQ: Ends, endsQP: Ends): boolean {
  for (let a = 0; a + 1 < endsPQ.starts.length; a++)
    for (let b = 0; b + 1 < endsQP.starts.length; b++) if (!haveCommon(endsPQ, a, endsQP, b)) return false
  return true
}

function haveCommon(one: Ends, a: number, other: Ends, b: number): boolean {
  for (let i = one.starts[a] as number; i < (one.starts[a + 1] as number); i++)
    for (let j = other.starts[b] as number; j < (other.starts[b + 1] as number); j++)
      if (one.all[i] === other.all[j]) return true
  return false
}

/** Makes the changes of the outcome at `outcomes[at]`; what was there is left in `before`. */
function apply(
  touches: readonly ObjectId[],
  outcomes: Outcomes,
  at: number,
  values: Int32Array,
  before: Int32Array,
): void {
  for (let i = 0; i < touches.length; i++) {
    const object = touches[i] as ObjectId // below the length
    const after = outcomes[at + 1 + i] as number // one value for each object touched
    before[i] = values[object] as number // one value an object
    if (after !== KEPT) values[object] = after
  }
}

function restore(touches: readonly ObjectId[], before: Int32Array, values: Int32Array): void {
  for (let i = 0; i < touches.length; i++) values[touches[i] as ObjectId] = before[i] as number // as many as touches
}
