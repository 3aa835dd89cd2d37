import type { SearchGround } from '../findings/search-ground.ts'
import type { SearchResult } from '../findings/search-result.ts'
import type { Coverage } from '../steps/coverage.ts'

/** Which interleavings a search may leave out: those that do not matter, those that differ in the names of alike threads, or both. */
export const reductionKinds = ['none', 'stubborn', 'symmetry', 'all'] as const
/** What a search may leave out: nothing, steps by stubborn sets, states by symmetry, or both. */
export type ReductionKind = (typeof reductionKinds)[number]

/** What a search found, what it left out and on what grounds. */
export type Reduced = {
  readonly result: SearchResult
  /** What was left out, as opposed to what was asked for: `none` where neither reduction could be had. */
  readonly kind: ReductionKind
  readonly grounds: readonly SearchGround[]
  /** What can have happened at most, where stubborn sets left something out. */
  readonly mayHappen: Coverage | undefined
  /** What was found reduced has been searched for in full, and this is what the full search found. */
  readonly isFoundAgain?: boolean
}
