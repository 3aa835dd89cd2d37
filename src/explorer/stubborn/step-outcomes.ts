import type { ObjectId, ValueId } from '../../model/ir.ts'
import type { MayHold } from './may-hold.ts'
import { NOT_MET, PathWalker } from './path-walker.ts'
import type { StepId } from './step-ids.ts'
import type { StepTables } from './step-tables.ts'

/** In an outcome, in place of a value: the object stays as it is. */
export const KEPT = -1

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
  readonly #few: Int32Array[] = []
  readonly #many = new Map<number, Int32Array>()
  readonly #find: (values: Int32Array) => Int32Array

  constructor(step: StepId, { program, shapes }: StepTables, find: (values: Int32Array) => Int32Array) {
    this.step = step
    this.touches = shapes[step]?.touches ?? []
    this.#reads = shapes[step]?.reads ?? []
    this.#radixes = this.#reads.map((object) => program.ir.objects[object]?.valueCount ?? 1)
    this.#isRemembered = this.#radixes.reduce((product, radix) => product * radix, 1) < LIMIT_KEY
    this.#find = find
  }

  /** A run of outcomes, each its target and then, for each object that it touches, the value or `KEPT`. Empty: blocked. */
  at(values: Int32Array): Int32Array {
    if (!this.#isRemembered) return this.#find(values)
    let key = 0
    for (let i = 0; i < this.#reads.length; i++) {
      const value = values[this.#reads[i] as ObjectId] as ValueId // below the length
      key = key * (this.#radixes[i] ?? 1) + value
    }
    const known = key < LIMIT_FEW ? this.#few[key] : this.#many.get(key)
    if (known !== undefined) return known
    const found = this.#find(values)
    if (key < LIMIT_FEW) this.#few[key] = found
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

  constructor(tables: StepTables, { isOpen }: MayHold, limitMoves: number) {
    this.#tables = tables
    this.#walker = new PathWalker(tables.program, isOpen, tables.blind, limitMoves)
    const count = Math.max(0, ...tables.program.ir.objects.map(({ valueCount }) => valueCount))
    this.#singles = Array.from({ length: count }, (_, value) => [value])
  }

  of(step: StepId): StepOutcomes {
    const known = this.#known[step]
    if (known !== undefined) return known
    const outcomes = new StepOutcomes(step, this.#tables, (values) => this.#find(step, values))
    this.#known[step] = outcomes
    return outcomes
  }

  #find(step: StepId, values: Int32Array): Int32Array {
    const { steps, shapes } = this.#tables
    const walker = this.#walker
    const touches = shapes[step]?.touches ?? []
    const found: number[] = []
    walker.walk(
      steps.threadOf(step),
      steps.localOf(step),
      (object) => this.#singles[values[object] ?? 0] ?? [],
      (target) => {
        const at = found.push(target) - 1
        for (const object of touches)
          found.push((walker.first[object] === NOT_MET ? KEPT : walker.last[object]) as number) // one entry an object
        if (isRepeated(found, at)) found.length = at
      },
    )
    return new Int32Array(found)
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
