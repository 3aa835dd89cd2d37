/** What a search has found so far: violations, witnesses, counts. */
import {
  type Ir,
  Pending,
  type Program,
  type PropertyId,
  type PropertyTable,
  type ThreadIndex,
} from '../../model/ir.ts'
import { type Layout, localOf } from '../states/layout.ts'
import { Contentment } from './contentment.ts'
import { PropertyChecks, Truth } from './property-checks.ts'
import type { FoundViolation, PropertyTally } from './search-result.ts'

/** A violation and the number of steps to it. */
export type Finding = { readonly violation: FoundViolation; readonly depth: number }

export class Findings {
  /** The violation to report: of the least depth, and of these the first met. */
  first: Finding | undefined
  deadlocks = 0
  failures = 0
  /** The same of each question: a property, by its id, or the kind of what no property says. */
  readonly #firsts = new Map<PropertyId | FoundViolation['kind'], Finding>()
  readonly #ir: Ir
  readonly #checks: PropertyChecks
  readonly #contentment: Contentment
  readonly #states: number[]
  readonly #depths: (number | undefined)[]

  constructor(program: Program) {
    this.#ir = program.ir
    this.#checks = new PropertyChecks(program)
    this.#contentment = new Contentment(program, this.#checks)
    this.#states = program.ir.properties.map(() => 0)
    this.#depths = program.ir.properties.map(() => undefined)
  }

  /** Of each other question that is violated. */
  get others(): readonly Finding[] {
    return [...this.#firsts.values()].filter((finding) => finding !== this.first)
  }

  get properties(): readonly PropertyTally[] {
    return this.#states.map((states, property) => {
      const firstDepth = this.#depths[property]
      const error = this.#checks.errorOf(property)
      return { states, ...(firstDepth !== undefined && { firstDepth }), ...(error !== undefined && { error }) }
    })
  }

  /** Looks at a new state: its properties and, where threads fail at all, its threads. */
  look(layout: Layout, states: Int32Array, at: number, depth: number, mayFail: boolean): void {
    const { properties } = this.#ir
    for (let property = 0; property < properties.length; property++) {
      const { kind } = properties[property] as PropertyTable // within its length
      const truth = this.#checks.check(property, layout, states, at)
      if (truth === (kind === 'invariant' ? Truth.isTrue : Truth.isFalse)) continue
      this.#states[property] = (this.#states[property] as number) + 1
      if (this.#depths[property] === undefined) this.#depths[property] = depth
      if (isViolated(kind, truth)) this.#add(this.#propertyViolation(property, truth), depth)
    }
    const failed = mayFail ? failedThread(this.#ir, layout, states, at) : undefined
    if (failed === undefined) return
    this.failures++
    this.#add({ kind: 'failure', thread: failed, local: localOf(layout, failed, states, at) }, depth)
  }

  /** Looks at a state in which nobody is owed a step. */
  lookStuck(layout: Layout, states: Int32Array, at: number, depth: number): void {
    if (!this.#isDeadlock(layout, states, at)) return
    this.deadlocks++
    if (this.#ir.isDeadlockViolation) this.#add({ kind: 'deadlock' }, depth)
  }

  /** Whether a state, in which nobody is owed a step if `isStuck`, violates in the same way: same kind, same property. */
  violatesAlike(violation: FoundViolation, layout: Layout, states: Int32Array, at: number, isStuck: boolean): boolean {
    switch (violation.kind) {
      case 'deadlock':
        return isStuck && this.#isDeadlock(layout, states, at)
      case 'failure':
        return failedThread(this.#ir, layout, states, at) !== undefined
      case 'property': {
        const truth = this.#checks.check(violation.property, layout, states, at)
        return violation.error === undefined ? truth === Truth.isFalse : truth === Truth.threw
      }
    }
  }

  /** Expects a state in which nobody is owed a step. */
  #isDeadlock(layout: Layout, states: Int32Array, at: number): boolean {
    return this.#ir.threads.some((_, thread) => !this.#contentment.of(thread, layout, states, at))
  }

  #add(violation: FoundViolation, depth: number): void {
    const question = violation.kind === 'property' ? violation.property : violation.kind
    const known = this.#firsts.get(question)
    if (known !== undefined && known.depth <= depth) return
    const finding = { violation, depth }
    this.#firsts.set(question, finding)
    if (this.first === undefined || depth < this.first.depth) this.first = finding
  }

  #propertyViolation(property: PropertyId, truth: Truth): FoundViolation {
    return truth === Truth.threw
      ? { kind: 'property', property, error: this.#checks.errorOf(property) }
      : { kind: 'property', property }
  }
}

function isViolated(kind: 'invariant' | 'reachable', truth: Truth): boolean {
  return truth === Truth.threw || (kind === 'invariant' && truth === Truth.isFalse)
}

function failedThread(ir: Ir, layout: Layout, states: Int32Array, at: number): ThreadIndex | undefined {
  const failed = ir.threads.findIndex(
    ({ pending }, thread) => pending[localOf(layout, thread, states, at)] === Pending.failed,
  )
  return failed < 0 ? undefined : failed
}
