import type { Program } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type SearchOptions, search } from '../search.ts'
import type { Reduced } from './reduced.ts'

/** States of the full search, where the shortest run is not insisted on. */
const BUDGET = 1 << 20
/** The same where the run is a shortest one, and only one with fewer thread switches is looked for. */
const BUDGET_OF_SWITCHES = 1 << 14

export type ShortestOptions = SearchOptions & { readonly meter: Meter; readonly isShortestAsked: boolean }

/**
 * A reduced search may find a violation late, or by a longer run than there is, and knows less of thread switches. So what it has found is searched
 * for again in full, which stops at the violation: within a budget, unless the shortest run is asked for.
 */
export function* shortestToo(program: Program, reduced: Task<Reduced>, options: ShortestOptions): Task<Reduced> {
  const found = yield* reduced
  if (found.result.status !== 'violated' || options.meter.stop !== undefined) return found
  const isShortest = found.result.counterexample?.isShortest === true // as reductions keep it of deadlocks
  const most = statesOfFullSearch(isShortest, options.isShortestAsked)
  const result = yield* search(program, { ...options, limitStates: Math.min(options.limitStates ?? most, most) })
  if (result.status === 'violated' && result.counterexample !== undefined)
    return { result, kind: 'none', grounds: [], mayHappen: undefined, isFoundAgain: true }
  if (isShortest) return found
  return { ...found, grounds: [...found.grounds, { kind: 'found reduced' }] }
}

/** How many states are looked at in full for the shortest run of what was found reduced, which may be one already. */
export function statesOfFullSearch(isShortest: boolean, isShortestAsked: boolean): number {
  if (isShortest) return BUDGET_OF_SWITCHES
  return isShortestAsked ? Number.POSITIVE_INFINITY : BUDGET
}
