import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchGround } from '../findings/search-ground.ts'
import type { SearchResult } from '../findings/search-result.ts'
import type { ReductionKind } from '../reduced/reduced.ts'
import { type PlainSearchOptions, search } from '../search.ts'
import { checkOrbits } from './check-orbits.ts'
import { checkSets } from './check-sets.ts'

/** A reduced search compared with what it left out. */
export type CheckedReduction = { readonly fullStates?: number; readonly grounds: readonly SearchGround[] }

const notChecked: CheckedReduction = { grounds: [{ kind: 'reduction not checked' }] }

/**
 * Compares what a reduced search found with the full search, that with one in which no local states are merged, the orbits of all states with those that
 * symmetry leaves, and chosen stubborn sets with their definition. The limits are those of all that together.
 * @throws InternalError where they disagree: then the reduction is wrong.
 */
export function* checkReduction(
  program: Program,
  kind: ReductionKind,
  reduced: SearchResult,
  options: PlainSearchOptions,
  unmerged?: Program,
): Task<CheckedReduction> {
  const rest: PlainSearchOptions = { meter: new Meter(), ...options, strategy: 'bfs', wantsCounterexample: false }
  if (reduced.limit !== undefined) return notChecked
  const full = yield* search(program, rest)
  if (full.limit !== undefined) return notChecked
  refuseOther(program.ir.name, reduced, full, 'the full one')
  const merged = yield* checkMerging(unmerged, full, rest)
  const times = Number((full.states / reduced.states).toPrecision(2))
  const agreed: SearchGround = { kind: 'full search', states: full.states, times }
  if (full.status === 'violated') return { fullStates: full.states, grounds: [agreed, ...merged] }
  const orbits = kind === 'stubborn' ? [] : yield* checkOrbits(program, full, rest)
  const sets =
    kind === 'symmetry' ? [] : yield* checkSets(program, orbits.length > 0 ? [kind, 'stubborn'] : [kind], rest)
  return { fullStates: full.states, grounds: [agreed, ...merged, ...orbits, ...sets] }
}

/** The full search once more where local states were merged, on tables in which they were not. */
export function* checkMerging(
  unmerged: Program | undefined,
  full: SearchResult,
  options: PlainSearchOptions,
): Task<readonly SearchGround[]> {
  if (unmerged === undefined) return []
  const result = yield* search(unmerged, { ...options, strategy: 'bfs', wantsCounterexample: false })
  if (result.limit !== undefined) return [{ kind: 'reduction not checked' }]
  refuseOther(unmerged.ir.name, full, result, 'the one without merged local states')
  return [{ kind: 'unmerged search', states: result.states }]
}

/** @throws InternalError where two searches of one system do not say the same. */
function refuseOther(name: string, reduced: SearchResult, full: SearchResult, which: string): void {
  const [theirs, ours] = [said(reduced), said(full)]
  if (theirs !== ours) throw new InternalError(`the reduced search of ${name} says ${theirs}, ${which} ${ours}`)
}

/** What a reduction must keep: whether all holds, and which states were looked for in vain. */
function said({ status, properties }: SearchResult): string {
  if (status === 'violated') return 'violated'
  return `${status}, witnesses ${properties.map(({ firstDepth }) => (firstDepth === undefined ? 'none' : 'some')).join(', ')}`
}
