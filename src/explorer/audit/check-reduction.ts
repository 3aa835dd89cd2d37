import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchResult } from '../findings/search-result.ts'
import type { ReductionKind } from '../reduced/reduced.ts'
import { type PlainSearchOptions, search } from '../search.ts'
import { checkOrbits } from './check-orbits.ts'
import { checkSets } from './check-sets.ts'

/** A reduced search compared with what it left out. */
export type CheckedReduction = { readonly fullStates?: number; readonly sentences: readonly string[] }

const notChecked: CheckedReduction = {
  sentences: ['a reduction that was not checked: a search was incomplete'],
}

/**
 * Compares what a reduced search found with the full search, the orbits of all states with those that symmetry leaves, and chosen stubborn sets with
 * their definition. The limits are those of all that together.
 * @throws InternalError where they disagree: then the reduction is wrong.
 */
export function* checkReduction(
  program: Program,
  kind: ReductionKind,
  reduced: SearchResult,
  options: PlainSearchOptions,
): Task<CheckedReduction> {
  const rest: PlainSearchOptions = { meter: new Meter(), ...options, strategy: 'bfs', wantsCounterexample: false }
  if (reduced.limit !== undefined) return notChecked
  const full = yield* search(program, rest)
  if (full.limit !== undefined) return notChecked
  const [theirs, ours] = [said(reduced), said(full)]
  if (theirs !== ours)
    throw new InternalError(`the reduced search of ${program.ir.name} says ${theirs}, the full one ${ours}`)
  const times = Number((full.states / reduced.states).toPrecision(2))
  const agreed = `the full search of ${full.states} states, ${times} times as many, which says the same`
  if (full.status === 'violated') return { fullStates: full.states, sentences: [agreed] }
  const orbits = kind === 'stubborn' ? [] : yield* checkOrbits(program, full, rest)
  const sets =
    kind === 'symmetry' ? [] : yield* checkSets(program, orbits.length > 0 ? [kind, 'stubborn'] : [kind], rest)
  return { fullStates: full.states, sentences: [agreed, ...orbits, ...sets] }
}

/** What a reduction must keep: whether all holds, and which states were looked for in vain. */
function said({ status, properties }: SearchResult): string {
  if (status === 'violated') return 'violated'
  return `${status}, witnesses ${properties.map(({ firstDepth }) => (firstDepth === undefined ? 'none' : 'some')).join(', ')}`
}
