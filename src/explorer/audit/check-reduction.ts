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
  const agreed: SearchGround = { kind: 'full search', states: full.states, times }
  if (full.status === 'violated') return { fullStates: full.states, grounds: [agreed] }
  const orbits = kind === 'stubborn' ? [] : yield* checkOrbits(program, full, rest)
  const sets =
    kind === 'symmetry' ? [] : yield* checkSets(program, orbits.length > 0 ? [kind, 'stubborn'] : [kind], rest)
  return { fullStates: full.states, grounds: [agreed, ...orbits, ...sets] }
}

/** What a reduction must keep: whether all holds, and which states were looked for in vain. */
function said({ status, properties }: SearchResult): string {
  if (status === 'violated') return 'violated'
  return `${status}, witnesses ${properties.map(({ firstDepth }) => (firstDepth === undefined ? 'none' : 'some')).join(', ')}`
}
