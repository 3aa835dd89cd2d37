import { at } from '../../errors/at.ts'
import type { SearchResult } from '../../explorer/findings/search-result.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { look } from '../looking/look.ts'
import type { Known, Pass } from './pass.ts'

/** Looks at states: which are reached, which of them violate, and in which nobody can step. */
export const safety: Pass = {
  isWanted: (_, { answers }) => answers.some(({ result }) => result === 'unknown'),
  *run(job, known) {
    const { options } = job
    const looked = yield* look(job)
    const { result } = looked.search
    return {
      ...known,
      looked,
      answers: answersOf(known, result, options.keepGoing ?? false),
      ...(result.status === 'incomplete' && { stoppedBy: result.limit ?? 'interrupt' }),
    }
  },
}

/** Questions stand in the order of the properties; then whether operations fail, and whether there is a deadlock; then what no state answers. */
function answersOf({ answers }: Known, result: SearchResult, keptGoing: boolean): readonly Answer[] {
  const isWhole = result.status === 'complete' || (keptGoing && result.limit === undefined)
  const clean = isWhole ? 'holds' : 'unknown'
  return answers.map((question, p): Answer => {
    if (question.kind === 'no failure' || question.kind === 'answers') return counted(question, result.failures, clean)
    if (question.kind === 'no deadlock') return counted(question, result.deadlocks, clean)
    if (question.kind === 'nobody stuck' && result.deadlocks > 0) return counted(question, result.deadlocks, clean)
    if (p >= result.properties.length) return question
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
