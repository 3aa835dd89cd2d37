import { at } from '../../errors/at.ts'
import type { SearchResult } from '../../explorer/findings/search-result.ts'
import { reducedSearch } from '../../explorer/reduced/reduction.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { Known, Pass } from './pass.ts'

/** Looks at states: which are reached, which of them violate, and in which nobody can step. */
export const safety: Pass = {
  phase: 'searching',
  isWanted: (_, { answers }) => answers.some(({ result }) => result === 'unknown'),
  *run({ compiled, options, searchOptions, meter }, known) {
    const startMs = meter.elapsedMs
    const search = yield* reducedSearch(compiled.program, options.reduction ?? 'none', searchOptions, {
      isShortestAsked: options.shortest ?? false,
      isRandomWalk: typeof options.search === 'object' && 'randomWalk' in options.search,
    })
    const { result } = search
    return {
      ...known,
      search,
      searchMs: meter.elapsedMs - startMs,
      answers: answersOf(known, result, options.keepGoing ?? false),
      ...(result.status === 'incomplete' && { stoppedBy: result.limit ?? 'interrupt' }),
    }
  },
}

/** Questions stand in the order of the properties; then whether operations fail, and whether there is a deadlock. */
function answersOf({ answers }: Known, result: SearchResult, keptGoing: boolean): readonly Answer[] {
  const isWhole = result.status === 'complete' || (keptGoing && result.limit === undefined)
  const clean = isWhole ? 'holds' : 'unknown'
  return answers.map((question, p): Answer => {
    if (question.kind === 'no failure') return counted(question, result.failures, clean)
    if (question.kind === 'no deadlock') return counted(question, result.deadlocks, clean)
    const { states, firstDepth, error } = at(result.properties, p, 'properties')
    const steps = firstDepth === undefined ? {} : { steps: firstDepth }
    if (question.kind !== 'reachable' || error !== undefined) return { ...counted(question, states, clean), ...steps }
    if (firstDepth !== undefined) return { ...question, result: 'holds', ...steps }
    return { ...question, result: isWhole ? 'violated' : 'unknown' }
  })
}

function counted(question: Answer, violatingStates: number, clean: Answer['result']): Answer {
  return { ...question, result: violatingStates > 0 ? 'violated' : clean, violatingStates }
}
