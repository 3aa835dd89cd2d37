/**
 * A reduced search may find a violation late, or by a longer run than there is, and knows less of thread switches. So what it has found is searched
 * for again in full, which stops at the violation: within a budget, unless the shortest run is asked for.
 */

import type { Program } from '../../model/ir.ts'
import { type Search, type SearchOptions, startSearch, timeLeftMs } from '../search.ts'
import type { Coverage } from '../steps/coverage.ts'
import type { ReducedSearch, ReductionKind } from './reduction.ts'

/** States of the full search, where the shortest run is not insisted on. */
const BUDGET = 1 << 20
/** The same where the run is a shortest one, and only one with fewer thread switches is looked for. */
const BUDGET_OF_SWITCHES = 1 << 14

export function startFullAfterViolation(
  program: Program,
  reduced: ReducedSearch,
  options: SearchOptions,
  isInsisted: boolean,
): ReducedSearch {
  return new FullAfterViolation(program, reduced, options, isInsisted)
}

class FullAfterViolation implements ReducedSearch {
  readonly #program: Program
  readonly #reduced: ReducedSearch
  readonly #options: SearchOptions
  readonly #isInsisted: boolean
  readonly #startMs: number
  #full: Search | undefined
  #isInterrupted = false

  constructor(program: Program, reduced: ReducedSearch, options: SearchOptions, isInsisted: boolean) {
    this.#program = program
    this.#reduced = reduced
    this.#options = options
    this.#isInsisted = isInsisted
    this.#startMs = options.clock?.() ?? 0
  }

  advance(): boolean {
    if (this.#full !== undefined) return this.#full.advance()
    if (this.#reduced.advance()) return true
    if (this.#reduced.result().status !== 'violated' || this.#isInterrupted) return false
    this.#full = startSearch(this.#program, {
      ...this.#options,
      limitStates: this.#limitStates(),
      limitMs: timeLeftMs(this.#options, this.#startMs),
    })
    return true
  }

  interrupt(): void {
    this.#isInterrupted = true
    this.#reduced.interrupt()
    this.#full?.interrupt()
  }

  progress(): ReturnType<Search['progress']> {
    return (this.#full ?? this.#reduced).progress()
  }

  result(): ReturnType<Search['result']> {
    return this.#foundAgain() ?? this.#reduced.result()
  }

  grounds(): readonly string[] {
    if (this.#foundAgain() !== undefined) return []
    const isCut = this.#full !== undefined && !this.#isShortest()
    return [
      ...this.#reduced.grounds(),
      ...(isCut ? ['found reduced; --shortest searches in full until the shortest'] : []),
    ]
  }

  mayHappen(): Coverage | undefined {
    return this.#foundAgain() === undefined ? this.#reduced.mayHappen() : undefined
  }

  reduction(): ReductionKind {
    return this.#foundAgain() === undefined ? this.#reduced.reduction() : 'none'
  }

  /** What the full search found, if it has. */
  #foundAgain(): ReturnType<Search['result']> | undefined {
    const result = this.#full?.result()
    return result?.status === 'violated' && result.counterexample !== undefined ? result : undefined
  }

  /** Whether the reduction has kept a shortest run, as it does of deadlocks. */
  #isShortest(): boolean {
    return this.#reduced.result().counterexample?.isShortest === true
  }

  #limitStates(): number {
    const asked = this.#options.limitStates ?? Number.POSITIVE_INFINITY
    if (this.#isShortest()) return Math.min(asked, BUDGET_OF_SWITCHES)
    return this.#isInsisted ? asked : Math.min(asked, BUDGET)
  }
}
