/**
 * Which steps disturb each other, over all values that may occur: p of a chosen thread and q of another one are in *conflict* if they share an object
 * that one of them writes and do not commute at some values that both may meet. Values met so far would not do: a pair that commutes at these
 * may be chosen apart although a value that only skipped interleavings lead to sets it at odds. What cannot be decided in time, or
 * touches an open object, is a conflict. Pairs that differ in the names of alike threads are decided once.
 */
import { at } from '../../../errors/at.ts'
import type { ObjectId, ValueId } from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { Task } from '../../../tasks/task.ts'
import { BitSet } from '../facts/bit-set.ts'
import type { MayHold } from '../facts/may-hold.ts'
import { OverBudget } from '../facts/over-budget.ts'
import type { Rules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import type { OutcomesOfSteps } from '../facts/step-outcomes.ts'
import type { StepTables } from '../facts/step-tables.ts'
import { Commutation } from './commutation.ts'

export type ConflictBudget = {
  /** Valuations tried for one pair of steps, and for all together. */
  readonly valuations: number
  readonly allValuations: number
}

export class Conflicts {
  /** Conflicts of each step p, a bit for each step q. */
  readonly of: readonly BitSet[]
  /** Pairs that are conflicts because the budget was used up, not because of what they do. */
  assumed = 0
  readonly #tables: StepTables
  readonly #mayHold: MayHold
  readonly #rules: Rules
  readonly #budget: ConflictBudget
  readonly #commutation: Commutation
  readonly #values: Int32Array
  /** By step: the objects that it touches. */
  readonly #touches: readonly BitSet[]
  #valuationsLeft: number

  constructor(tables: StepTables, mayHold: MayHold, outcomes: OutcomesOfSteps, rules: Rules, budget: ConflictBudget) {
    const { ir } = tables.program
    this.#tables = tables
    this.#mayHold = mayHold
    this.#rules = rules
    this.#budget = budget
    this.#valuationsLeft = budget.allValuations
    this.#commutation = new Commutation(outcomes, tables, rules)
    this.#values = new Int32Array(ir.objects.length)
    const { steps, shapes } = tables
    this.#touches = shapes.map(({ touches }) => BitSet.of(touches, ir.objects.length))
    this.of = Array.from({ length: steps.count }, () => new BitSet(steps.count))
  }

  /** Compares all pairs: what is asked before it has ended is worth nothing. @throws Stopped */
  *decide(meter: Meter): Task<void> {
    const { images, steps } = this.#tables
    const decided = this.of.map(() => new BitSet(images.bySwap.length === 0 ? 0 : steps.count))
    const busy = [...this.of.keys()].filter((step) => this.#mayHold.isReached(step))
    for (const p of busy) {
      meter.spend(busy.length >> 2)
      if (meter.isDue) yield* meter.pause()
      for (const q of busy) {
        if (!this.#mayClash(p, q) || at(decided, p, 'steps').has(q)) continue
        const isConflict = this.#isConflict(p, q, meter)
        images.forPair(p, q, (one, other) => {
          if (isConflict) at(this.of, one, 'steps').add(other)
          return at(decided, one, 'steps').add(other)
        })
      }
    }
  }

  /** Of two that may clash. */
  #isConflict(p: StepId, q: StepId, meter: Meter): boolean {
    const { shapes, steps } = this.#tables
    const place = (step: StepId): [number, number] => [steps.threadOf(step), steps.localOf(step)]
    if (this.#rules.forgets(place(p), place(q))) return false
    const { isOpen } = this.#mayHold
    if ([p, q].some((step) => at(shapes, step, 'steps').touches.some((object) => isOpen[object]))) return true
    try {
      return !this.#commute(p, q, meter)
    } catch (error) {
      if (!(error instanceof OverBudget)) throw error
      this.assumed++
      return true
    }
  }

  /** Whether two threads share an object there that one of them writes. */
  #mayClash(p: StepId, q: StepId): boolean {
    const touchedByQ = this.#touches[q] as BitSet // one set a step
    if (!(this.#touches[p] as BitSet).meets(touchedByQ)) return false // the same
    const { steps, shapes } = this.#tables
    if (steps.threadOf(p) === steps.threadOf(q)) return false
    const shared = at(shapes, p, 'steps').touches.filter((object) => touchedByQ.has(object))
    return shared.some((object) =>
      this.#rules.clash({
        object,
        writesP: this.#mayHold.writes(p, object),
        writesQ: this.#mayHold.writes(q, object),
      }),
    )
  }

  #commute(p: StepId, q: StepId, meter: Meter): boolean {
    const domains = this.#domains(p, q)
    const count = domains.reduce((product, { values }) => product * values.length, 1)
    if (count > this.#budget.valuations || count > this.#valuationsLeft) throw new OverBudget('too many valuations')
    const holds = this.#commutation.between(p, q)
    for (let index = 0; index < count; index++) {
      this.#valuationsLeft--
      meter.spend(1)
      let rest = index
      for (const { object, values } of domains) {
        this.#values[object] = values[rest % values.length] as ValueId // below the length
        rest = Math.floor(rest / values.length)
      }
      if (holds(this.#values) !== this.#rules.everyValue) return !this.#rules.everyValue
    }
    return this.#rules.everyValue || count === 0
  }

  /** The values at which the two are compared: of an object of both, those that both may meet; none of its values where nobody looks. */
  #domains(p: StepId, q: StepId): { readonly object: ObjectId; readonly values: readonly ValueId[] }[] {
    const { shapes } = this.#tables
    const [ofP, ofQ] = [at(shapes, p, 'steps'), at(shapes, q, 'steps')]
    const objects = [...new Set([...ofP.touches, ...ofQ.touches])]
    return objects.map((object) => {
      const byP = this.#mayHold.valuesAt(p, object)
      const byQ = this.#mayHold.valuesAt(q, object)
      if (ofP.touches.includes(object) && ofQ.touches.includes(object))
        return {
          object,
          values: byP.filter((value) => this.#mayHold.has(q, object, value) && this.#rules.compares(object, value)),
        }
      const matters = ofP.reads.includes(object) || ofQ.reads.includes(object)
      if (!matters) return { object, values: [this.#commutation.noValueOf(object)] }
      return { object, values: ofP.touches.includes(object) ? byP : byQ }
    })
  }
}
