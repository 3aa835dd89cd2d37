import { at } from '../../../errors/at.ts'
import { type ObjectId, UNKNOWN, type ValueId } from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { MayHold } from './may-hold.ts'
import { oneOperation } from './one-operation.ts'
import { NOT_MET, PathWalker } from './path-walker.ts'
import type { StepId } from './step-ids.ts'
import type { StepTables } from './step-tables.ts'

/** In an outcome, in place of a value: the object stays as it is. */
export const KEPT = -1

/** A run of outcomes, each its target and then, for each object that the step touches, the value or `KEPT`. Empty: blocked. */
export type Outcomes = readonly number[]

/** Above it, what a step does is not remembered by a number. */
const LIMIT_KEY = 2 ** 50
const LIMIT_FEW = 2 ** 16

/** What one step does at given values, each valuation of the objects that it reads once. */
export class StepOutcomes {
  readonly step: StepId
  readonly touches: readonly ObjectId[]
  readonly #reads: readonly ObjectId[]
  readonly #radixes: readonly number[]
  readonly #isRemembered: boolean
  readonly #few: (Outcomes | undefined)[]
  readonly #many = new Map<number, Outcomes>()
  readonly #find: (values: Int32Array) => Outcomes

  constructor(step: StepId, { program, shapes }: StepTables, find: (values: Int32Array) => Outcomes) {
    this.step = step
    const { touches, reads } = at(shapes, step, 'steps')
    this.touches = touches
    this.#reads = reads
    this.#radixes = this.#reads.map((object) => at(program.ir.objects, object, 'objects').valueCount)
    const size = this.#radixes.reduce((product, radix) => product * radix, 1)
    this.#isRemembered = size < LIMIT_KEY
    this.#few = new Array<Outcomes | undefined>(Math.min(size, LIMIT_FEW)).fill(undefined)
    this.#find = find
  }

  at(values: Int32Array): Outcomes {
    if (!this.#isRemembered) return this.#find(values)
    let key = 0
    for (let i = 0; i < this.#reads.length; i++) {
      const value = values[this.#reads[i] as ObjectId] as ValueId // below the length
      key = key * (this.#radixes[i] as number) + value // one radix an object
    }
    const known = key < this.#few.length ? this.#few[key] : this.#many.get(key)
    if (known !== undefined) return known
    const found = this.#find(values)
    if (key < this.#few.length) this.#few[key] = found
    else this.#many.set(key, found)
    return found
  }
}

/** What each step does; only for steps that touch no open object. */
export class OutcomesOfSteps {
  readonly #tables: StepTables
  readonly #walker: PathWalker
  readonly #singles: readonly (readonly ValueId[])[]
  readonly #known: StepOutcomes[] = []

  /** @param limitMoves along paths, of all steps together; over it `OverBudget` is thrown */
  constructor(tables: StepTables, { isOpen }: MayHold, limitMoves: number, meter: Meter) {
    this.#tables = tables
    this.#walker = new PathWalker(tables.program, isOpen, tables.blind, limitMoves, meter)
    const count = Math.max(0, ...tables.program.ir.objects.map(({ valueCount }) => valueCount))
    this.#singles = Array.from({ length: count }, (_, value) => [value])
  }

  /** From now on there is no limit: what a search asks is the search's own time. */
  liftLimit(): void {
    this.#walker.meter = undefined
    this.#walker.movesLeft = Number.POSITIVE_INFINITY
  }

  of(step: StepId): StepOutcomes {
    const known = this.#known[step]
    if (known !== undefined) return known
    const outcomes = new StepOutcomes(step, this.#tables, this.#finder(step))
    this.#known[step] = outcomes
    return outcomes
  }

  /** A step of one operation is read off its table, as far as that is known. */
  #finder(step: StepId): (values: Int32Array) => Outcomes {
    const one = oneOperation(this.#tables, step)
    if (one === undefined) return (values) => this.#walk(step, values)
    const { object, operation, target } = one
    const { outcomes } = this.#tables.program.ir
    return (values) => {
      const value = values[object] as ValueId // one value an object
      const start = operation.outcome[value] ?? UNKNOWN
      if (start === UNKNOWN) return this.#walk(step, values)
      const found: number[] = []
      for (let left = outcomes[start] as number, at = start + 1; left > 0; left--, at += 2) {
        found.push(target(outcomes[at + 1] as number), outcomes[at] as ValueId) // as many pairs as the count says
        if (isRepeated(found, found.length - 2)) found.length -= 2
      }
      return found
    }
  }

  #walk(step: StepId, values: Int32Array): Outcomes {
    const { steps, shapes } = this.#tables
    const walker = this.#walker
    const { touches } = at(shapes, step, 'steps')
    const found: number[] = []
    walker.walk(
      steps.threadOf(step),
      steps.localOf(step),
      (object) => this.#singles[values[object] as ValueId] as readonly ValueId[],
      (target) => {
        const at = found.push(target) - 1
        for (const object of touches)
          found.push((walker.first[object] === NOT_MET ? KEPT : walker.last[object]) as number) // one entry an object
        if (isRepeated(found, at)) found.length = at
      },
    )
    return found
  }
}

/** Whether the outcome that begins at `last` is one of those before it. */
function isRepeated(outcomes: readonly number[], last: number): boolean {
  const width = outcomes.length - last
  for (let at = 0; at < last; at += width) {
    let i = 0
    while (i < width && outcomes[at + i] === outcomes[last + i]) i++
    if (i === width) return true
  }
  return false
}
