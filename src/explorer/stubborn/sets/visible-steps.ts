/**
 * Which steps may undo what a property finds. A search must not lose the last state that violates an invariant (or witnesses a `reachable`, or makes
 * a predicate throw): call such valuations *sought*. If a path leads to a sought state without a step of the chosen set, the key's step put
 * before it leads to the same state with that step taken; so it is enough that no key leads from a sought valuation to one in which the property
 * finds something else, or nothing. Entering a critical section is thus no harm to mutual exclusion, leaving it may be. (Weaker than leaving all
 * valuations as they are, the usual notion: Peled, Valmari, Kokkarinen, Relaxed visibility enhances partial order reduction, 2001, keep more than
 * reachability and so need more.) Decided over all values that may occur, never in one state.
 */
import { at } from '../../../errors/at.ts'
import type { ObjectId, PropertyId, PropertyTable, ThreadTable, ValueId } from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { MayHold } from '../facts/may-hold.ts'
import type { Rules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import { KEPT, type OutcomesOfSteps } from '../facts/step-outcomes.ts'
import type { StepTables } from '../facts/step-tables.ts'
import { SoughtValuations } from './sought-valuations.ts'

/** Above it a step that changes what a property reads is visible. */
const LIMIT_VALUATIONS = 2 ** 15

/** What one place of a valuation, or one object that the step reads, may be: numbers to try. */
type Domain = { readonly tries: readonly number[]; readonly put: (it: number) => unknown }

export class VisibleSteps {
  readonly #tables: StepTables
  readonly #values: MayHold
  readonly #outcomes: OutcomesOfSteps
  readonly #sought: SoughtValuations
  readonly #rules: Rules
  readonly #objects: Int32Array
  readonly #meter: Meter

  constructor(tables: StepTables, values: MayHold, outcomes: OutcomesOfSteps, rules: Rules, meter: Meter) {
    this.#meter = meter
    this.#tables = tables
    this.#values = values
    this.#outcomes = outcomes
    this.#sought = new SoughtValuations(tables.program)
    this.#rules = rules
    this.#objects = new Int32Array(tables.program.ir.objects.length)
  }

  /** Whether the step may change what some property reads. */
  changesObserved(step: StepId): boolean {
    return this.#tables.program.ir.properties.some((property) => this.#changes(property, step))
  }

  /** Whether it may lead from a sought valuation of some property to one in which that finds something else. @throws Stopped */
  mayUndo(step: StepId): boolean {
    return this.#tables.program.ir.properties.some(
      (property, id) => this.#changes(property, step) && this.#mayUndo(id, property, step),
    )
  }

  #changes({ observes }: PropertyTable, step: StepId): boolean {
    return observes.some((it) =>
      it.kind === 'object'
        ? this.#values.writes(step, it.object)
        : (this.#values.regionChanges(step) & (1 << it.region)) !== 0,
    )
  }

  #mayUndo(id: PropertyId, property: PropertyTable, step: StepId): boolean {
    const { shapes, program } = this.#tables
    const touches = at(shapes, step, 'steps').touches
    const observed = property.observes.flatMap((it) => (it.kind === 'object' ? [it.object] : []))
    const isUnknown = (object: ObjectId): boolean =>
      this.#values.isOpen[object] === true || !at(program.ir.objects, object, 'objects').isClosed
    if ([...touches, ...observed].some(isUnknown) || this.#values.regionChanges(step) === -1) return true
    const others = property.observes.map(() => 0)
    const domains = [
      ...[...new Set([...touches, ...observed])].map((object): Domain => {
        const tries = this.#valuesOf(step, object).filter((value) => this.#rules.judges(object, value))
        return { tries, put: (value) => this.#objects.fill(value, object, object + 1) }
      }),
      ...property.observes.map((it, i): Domain => {
        return {
          tries: it.kind === 'region' ? this.#othersInside(step, it.region) : [0],
          put: (set) => others.fill(set, i, i + 1),
        }
      }),
    ]
    const count = domains.reduce((product, { tries }) => product * tries.length, 1)
    if (count > LIMIT_VALUATIONS) return true
    for (let index = 0; index < count; index++) {
      this.#meter.spend(4)
      let rest = index
      for (const { tries, put } of domains) {
        put(tries[rest % tries.length] as number) // below the length
        rest = Math.floor(rest / tries.length)
      }
      if (this.#undoes(id, property, step, others)) return true
    }
    return false
  }

  /** Whether it does so at the values in `#objects`, with these other threads in each region. */
  #undoes(id: PropertyId, property: PropertyTable, step: StepId, others: readonly number[]): boolean {
    const { steps } = this.#tables
    const before = this.#valuation(property, step, steps.localOf(step), others)
    const finding = this.#sought.in(id, before)
    if (finding === 'nothing') return false
    const of = this.#outcomes.of(step)
    const found = of.at(this.#objects)
    const kept = of.touches.map((object) => this.#objects[object] as ValueId) // one value an object
    for (let at = 0; at < found.length; at += of.touches.length + 1) {
      of.touches.forEach((object, i) => {
        const after = found[at + 1 + i] as number // one value for each object touched
        if (after !== KEPT) this.#objects[object] = after
      })
      const next = this.#sought.in(id, this.#valuation(property, step, found[at] as number, others)) // its target
      of.touches.forEach((object, i) => {
        this.#objects[object] = kept[i] as number // as many as touched
      })
      if (next !== finding && (next === 'nothing' || this.#rules.errorsApart)) return true
    }
    return false
  }

  #valuation(property: PropertyTable, step: StepId, local: number, others: readonly number[]): number[] {
    const thread = this.#tables.steps.threadOf(step)
    const regions = at(at(this.#tables.program.ir.threads, thread, 'threads').regions, local)
    return property.observes.map((it, i) =>
      it.kind === 'object'
        ? (this.#objects[it.object] as number) // one value an object
        : at(others, i) | (((regions >>> it.region) & 1) << thread),
    )
  }

  #valuesOf(step: StepId, object: ObjectId): readonly ValueId[] {
    const known = this.#values.valuesAt(step, object)
    if (known.length > 0) return known
    return Array.from(
      { length: at(this.#tables.program.ir.objects, object, 'objects').valueCount },
      (_, value) => value,
    )
  }

  /** The sets of other threads that may be inside the region. */
  #othersInside(step: StepId, region: number): readonly number[] {
    const { steps, program } = this.#tables
    let sets = [0]
    program.ir.threads.forEach(({ regions }: ThreadTable, thread) => {
      const may = regions.some(
        (inside, local) =>
          ((inside >>> region) & 1) === 1 &&
          steps.has(thread, local) &&
          this.#values.isReached(steps.of(thread, local)),
      )
      if (may && thread !== steps.threadOf(step) && sets.length <= LIMIT_VALUATIONS)
        sets = [...sets, ...sets.map((set) => set | (1 << thread))]
    })
    return sets
  }
}
