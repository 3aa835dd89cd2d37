import { type ReductionKind, reductionKinds } from '../../explorer/reduced/reduced.ts'
import type { MemoryName } from '../../model/protocol/orders.ts'
import type { FairnessKind } from '../../model/protocol/waiting.ts'
import type { SearchKind } from './search-kinds.ts'

export const reductionsAskedFor: readonly (ReductionKind | 'auto')[] = ['auto', ...reductionKinds]

/** How `check` searches, what it assumes, and when it stops. */
export type CheckOptions = {
  /** Breadth first by default: its counterexamples are the shortest. */
  readonly search?: SearchKind
  /**
   * Leave out interleavings that do not matter (`stubborn`) or that differ in the names of alike threads (`symmetry`). `auto`, the default, searches in
   * full first, and lets that and `all` take turns in what is large: the first that decides gives the verdict.
   */
  readonly reduction?: ReductionKind | 'auto'
  /** A violation found reduced is searched for in full until its shortest run is known, however long that takes. */
  readonly shortest?: boolean
  /** Compare what a reduced search finds with the full one, and its stubborn sets with their definition. Slow. */
  readonly checkReduction?: boolean
  /** Merge local states that no future can tell apart (default); off to compare counts with other checkers. */
  readonly minimise?: boolean
  /** What ends the check early, in whatever it does, with the verdict *incomplete*. */
  readonly limits?: CheckLimits
  /** See every state and count what violates, instead of stopping at the first violation. */
  readonly keepGoing?: boolean
  /**
   * Whether to look for a thread that is stuck while others go on, which takes the graph of all states, or of their forms where threads are proved to be
   * alike. Unless given, it is looked for where that has at most a million.
   */
  readonly stuck?: boolean
  /** Whether to decide what must come some time (default). */
  readonly liveness?: boolean
  /** Whether a verdict with warnings is not as expected. */
  readonly strict?: boolean
  /**
   * What threads see of each other's writes: `sc`, sequentially consistent memory, by default; the store buffers of `tso` (x86) or `pso` (SPARC); or
   * `cpp20`, C and C++ with the orders that operations are given.
   */
  readonly memory?: MemoryName
  /** Assumed of each thread in runs without end, in place of what the system says. */
  readonly fairness?: FairnessKind
}

/** When a check stops, though it has not seen everything: the verdict is then *incomplete*. */
export type CheckLimits = {
  /** Of each search. */
  readonly states?: number
  /** Of what searches store, and of what V8's heap has grown by beyond its first 32 MiB. */
  readonly memoryBytes?: number
  /** Of the whole check. */
  readonly timeMs?: number
}

/** What a check does at a moment. */
export type Phase =
  | 'describing'
  | 'compiling'
  | 'searching'
  | 'checking the reduction'
  | 'looking at who waits for ever'
  | 'running natively'
  | 'explaining'
