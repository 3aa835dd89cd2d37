import type { LocalId, PropertyId, ThreadIndex } from '../../model/ir.ts'
import type { Coverage } from '../steps/coverage.ts'
import type { Counterexample } from '../steps/schedule.ts'
import type { Sample } from './sample.ts'

/** What ended a search before all states were seen; `bound`: it was one that need not see all of them. */
export type Limit = 'states' | 'memory' | 'time' | 'interrupt' | 'bound' | 'proof' | 'room'

export type FoundViolation =
  | { readonly kind: 'deadlock' }
  /** A thread has gone wrong: it is at `local`, which is failed. */
  | { readonly kind: 'failure'; readonly thread: ThreadIndex; readonly local: LocalId }
  /** An invariant is false, or the predicate of a property threw `error`. */
  | { readonly kind: 'property'; readonly property: PropertyId; readonly error?: unknown }

/** A violation and the way to it. */
export type Shown = { readonly violation: FoundViolation; readonly counterexample: Counterexample }

export type PropertyTally = {
  /**
   * Of an invariant: states that violate it; of a `reachable`: states that witness it. Exact only when the search did not stop at its
   * first violation (`stopAtFirst: false`); otherwise only whether there are any is.
   */
  readonly states: number
  /** Steps to the first of these states (breadth first: the fewest). */
  readonly firstDepth?: number
  /** What the predicate threw, if it ever did. */
  readonly error?: unknown
}

export type SearchResult = {
  /** `complete`: every reachable state was seen and none violates. A `reachable` without a witness is for the caller to judge. */
  readonly status: 'complete' | 'violated' | 'incomplete'
  /** Set if not every reachable state was seen, unless that is because of a violation. */
  readonly limit?: Limit
  readonly states: number
  /** Outcomes of all steps of all expanded states. */
  readonly edges: number
  /** Breadth first: states on the longest shortest path; depth first: on the longest path that the stack held. */
  readonly levels: number
  /** States met in which no thread can step and one is neither finished nor failed. */
  readonly deadlocks: number
  /** States met in which a thread has failed; like `PropertyTally.states`, exact with `stopAtFirst: false`. */
  readonly failures: number
  /** By `PropertyId`. */
  readonly properties: readonly PropertyTally[]
  /** Memory of the search at its end: visited set, frontier, step trees. */
  readonly storedBytes: number
  readonly violation?: FoundViolation
  /** Missing where there is no violation, or no memory or time (an interrupt) to find the way to it. */
  readonly counterexample?: Counterexample
  /** One for each other question that is violated, where every violation was counted. */
  readonly others?: readonly Shown[]
  readonly coverage: Coverage
  /** Of a search that need not see every state. */
  readonly sample?: Sample
}
