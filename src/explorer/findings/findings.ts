/** What a search has found so far: violations, witnesses, counts. */
import {
  type Ir,
  Pending,
  type Program,
  type PropertyId,
  type PropertyTable,
  type ThreadId,
  type ThreadTable,
} from '../../model/ir.ts'
import { type Layout, localOf } from '../states/layout.ts'
import { PropertyChecks, Verdict } from './property-checks.ts'
import type { PropertyResult, Violation } from './search-result.ts'

/** A violation and the number of steps to it. */
export type Finding = { readonly violation: Violation; readonly depth: number }

export class Findings {
  /** The violation to report: of the least depth, and of these the first met. */
  first: Finding | undefined
  deadlocks = 0
  failures = 0
  readonly #ir: Ir
  readonly #checks: PropertyChecks
  readonly #states: number[]
  readonly #depths: (number | undefined)[]

  constructor(program: Program) {
    this.#ir = program.ir
    this.#checks = new PropertyChecks(program)
    this.#states = program.ir.properties.map(() => 0)
    this.#depths = program.ir.properties.map(() => undefined)
  }

  get properties(): readonly PropertyResult[] {
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
      const verdict = this.#checks.check(property, layout, states, at)
      if (verdict === (kind === 'invariant' ? Verdict.isTrue : Verdict.isFalse)) continue
      this.#states[property] = (this.#states[property] as number) + 1
      if (this.#depths[property] === undefined) this.#depths[property] = depth
      if (isViolated(kind, verdict)) this.#add(this.#propertyViolation(property, verdict), depth)
    }
    const failed = mayFail ? failedThread(this.#ir, layout, states, at) : undefined
    if (failed === undefined) return
    this.failures++
    this.#add({ kind: 'failure', thread: failed, local: localOf(layout, failed, states, at) }, depth)
  }

  /** Looks at a state without a step. */
  lookStuck(layout: Layout, states: Int32Array, at: number, depth: number): void {
    if (!isDeadlock(this.#ir, layout, states, at)) return
    this.deadlocks++
    if (this.#ir.isDeadlockViolation) this.#add({ kind: 'deadlock' }, depth)
  }

  /** Whether a state, without a step if `isStuck`, violates in the same way: same kind, same property. */
  violatesAlike(violation: Violation, layout: Layout, states: Int32Array, at: number, isStuck: boolean): boolean {
    switch (violation.kind) {
      case 'deadlock':
        return isStuck && isDeadlock(this.#ir, layout, states, at)
      case 'failure':
        return failedThread(this.#ir, layout, states, at) !== undefined
      case 'property': {
        const verdict = this.#checks.check(violation.property, layout, states, at)
        return violation.error === undefined ? verdict === Verdict.isFalse : verdict === Verdict.threw
      }
    }
  }

  #add(violation: Violation, depth: number): void {
    if (this.first === undefined || depth < this.first.depth) this.first = { violation, depth }
  }

  #propertyViolation(property: PropertyId, verdict: Verdict): Violation {
    return verdict === Verdict.threw
      ? { kind: 'property', property, error: this.#checks.errorOf(property) }
      : { kind: 'property', property }
  }
}

function isViolated(kind: 'invariant' | 'reachable', verdict: Verdict): boolean {
  return verdict === Verdict.threw || (kind === 'invariant' && verdict === Verdict.isFalse)
}

function failedThread(ir: Ir, layout: Layout, states: Int32Array, at: number): ThreadId | undefined {
  const failed = ir.threads.findIndex(
    (table, thread) => pendingOf(table, layout, thread, states, at) === Pending.failed,
  )
  return failed < 0 ? undefined : failed
}

/** Expects a state in which no thread can step. */
function isDeadlock(ir: Ir, layout: Layout, states: Int32Array, at: number): boolean {
  return ir.threads.some((table, thread) => {
    const pending = pendingOf(table, layout, thread, states, at)
    return pending !== Pending.finished && pending !== Pending.failed
  })
}

function pendingOf(table: ThreadTable, layout: Layout, thread: ThreadId, states: Int32Array, at: number): Pending {
  return table.pending[localOf(layout, thread, states, at)] as Pending // a stored local state has an entry
}
