import { existing } from '../../errors/at.ts'
import { buildGraph } from '../../explorer/graph/build-graph.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { actionsOf } from '../waiting/assumed.ts'
import { overGraph } from '../waiting/over-graph.ts'
import type { Job, Known, Pass } from './pass.ts'

/** States of the graph for which somebody who is stuck is looked for unasked. */
const enough = 1_000_000

/**
 * Decides what no single state answers, over the graph of all states: whether somebody is stuck while others go on, and whether what must come does, in all
 * fair runs. Nothing is reduced here.
 */
export const waiting: Pass = {
  phase: 'looking at who waits for ever',
  isWanted: ({ options }, { answers, looked, stoppedBy }) =>
    looked !== undefined &&
    stoppedBy === undefined &&
    answers.some(({ kind, result }) => result === 'unknown' && isOfGraph(kind)) &&
    (options.keepGoing === true || answers.every(({ result }) => result !== 'violated')),
  *run(job, known) {
    const { meter, options } = job
    const { compiled } = existing(known.looked, 'a search')
    const most = mostStates(job, known)
    if (most === 0) return { ...known, answers: known.answers.map((answer) => unasked(answer, job)) }
    const limitStates = Math.min(most, options.limits?.states ?? Number.POSITIVE_INFINITY)
    const { graph, limit } = yield* buildGraph(compiled.program, {
      meter,
      limitStates,
      actionsOf: actionsOf(compiled),
      expected: sizeOf(known),
    })
    if (limit !== undefined && most < Number.POSITIVE_INFINITY)
      return { ...known, answers: known.answers.map((answer) => unasked(answer, job)) }
    const rest = known.answers.map((answer) => (isUnasked(answer, job) ? unasked(answer, job) : answer))
    const isWanted = ({ kind, result }: Answer): boolean => isOfGraph(kind) && result === 'unknown'
    const { fairness, reduction = 'all' } = options
    const mayBeAlike = reduction === 'symmetry' || reduction === 'all' || reduction === 'auto'
    const { stop, ...decided } = yield* overGraph(compiled, graph, rest, isWanted, { meter, fairness, mayBeAlike })
    const isLeft = decided.answers.some(({ result }) => result === 'unknown')
    return { ...known, ...decided, ...(isLeft && { stoppedBy: stop ?? limit ?? 'interrupt' }) }
  },
}

function isOfGraph(kind: Answer['kind']): boolean {
  return (
    kind !== 'always' && kind !== 'never' && kind !== 'reachable' && kind !== 'no failure' && kind !== 'no deadlock'
  )
}

/** Of the graph: 0 where it is not to be built, infinitely many where it must be. */
function mostStates({ design, options }: Job, { looked }: Known): number {
  if (options.stuck === true || (design.liveness.length > 0 && options.liveness !== false))
    return Number.POSITIVE_INFINITY
  if (options.stuck === false || typeof options.search === 'object') return 0
  const { kind, result } = existing(looked, 'a search').search
  return kind === 'none' && result.states > enough ? 0 : enough
}

/** Of the graph, where the search has gone through all of it. */
function sizeOf({ looked }: Known): { readonly states: number; readonly edges: number } | undefined {
  const { kind, result } = existing(looked, 'a search').search
  return kind === 'none' && result.limit === undefined && result.sample === undefined ? result : undefined
}

/** What nobody wants to know. */
function isUnasked({ kind }: Answer, { options }: Job): boolean {
  return kind === 'nobody stuck' ? options.stuck === false : options.liveness === false
}

/** What nobody wants to know, or only if it is cheap. */
function unasked(answer: Answer, { options }: Job): Answer {
  const mayBeLeft = answer.kind === 'nobody stuck' ? options.stuck !== true : options.liveness === false
  const isLeft = isOfGraph(answer.kind) && answer.result === 'unknown' && mayBeLeft
  return isLeft ? { ...answer, result: 'not looked for' } : answer
}
