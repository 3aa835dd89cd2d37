/**
 * Symmetry, and stubborn sets of the representatives that it leaves (Emerson, Jha, Peled: Combining partial order and
 * symmetry reductions, TACAS 1997). Where all is closed the threads are proved alike first, and one pass is enough.
 * Tables that the search discovers are taken for a system of their own, in which a thread ends where they do not say
 * how it goes on. A pass keeps every local state of its threads up to their names, hence whether one of these ends can
 * be reached: one that met nothing new has shown that none can. The proof after it, of the tables as they are then,
 * holds for all steps of the design, those of states that were left out, too: a step on an open object is met at all
 * values at which it can be taken, since it is in conflict with whatever writes an object that it shares, and what
 * operations do on closed ones is known at all values. Where the proof learns how a thread goes on, since that was
 * known of its like, another pass follows; where it fails, all begins anew with the swaps that are left.
 */
import type { Program } from '../../model/ir.ts'
import type { Task } from '../../tasks/task.ts'
import { type SettledEvidence, type SettledOptions, settledSearch } from './settled-search.ts'
import {
  type SearchWith,
  type SymmetricResult,
  type SymmetricSearchOptions,
  symmetricSearch,
} from './symmetric-search.ts'

export type BothOptions = Omit<SymmetricSearchOptions, 'search'> &
  Pick<SettledOptions, 'stubborn' | 'unreducedStates' | 'triesSymmetryAlone' | 'watch'>

export type BothResult = SymmetricResult & { readonly evidence: SettledEvidence }

export function* bothReductions(program: Program, given: BothOptions = {}): Task<BothResult> {
  const { stubborn, watch, unreducedStates, triesSymmetryAlone, ...options } = given
  let beginning: Pick<SettledOptions, 'unreducedStates' | 'triesSymmetryAlone'> = {
    unreducedStates,
    triesSymmetryAlone,
  }
  let evidence: SettledEvidence = { passes: 0 }
  const settled: SearchWith = function* (alike, its, symmetry) {
    const found = yield* settledSearch(alike, { ...its, ...beginning, watch, stubborn: { ...stubborn, symmetry } })
    beginning = { unreducedStates: 0 } // what is met early has been met
    evidence = found.evidence
    return found.result
  }
  const restsOnKnown = (): boolean => evidence.sets !== undefined
  const found = yield* symmetricSearch(program, { ...options, search: settled, restsOnKnown })
  return { ...found, evidence }
}
