import { existing } from '../../errors/at.ts'
import { PropertyChecks } from '../../explorer/findings/property-checks.ts'
import { buildGraph } from '../../explorer/graph/build-graph.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { actionsOf, assumedFairness } from '../waiting/assumed.ts'
import { decided } from '../waiting/liveness.ts'
import { Questions } from '../waiting/questions.ts'
import { lookForStuck } from '../waiting/stuck.ts'
import type { Job, Known, Pass } from './pass.ts'

/** States of the graph for which somebody who is stuck is looked for unasked, where the full search has just seen so many; and where it has not. */
const enoughSeen = 1_000_000
const enoughUnseen = 1 << 18

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
    if (most === 0) return { ...known, answers: known.answers.map(unasked) }
    const limitStates = Math.min(most, options.limits?.states ?? Number.POSITIVE_INFINITY)
    const { graph, limit } = yield* buildGraph(compiled.program, { meter, limitStates, actionsOf: actionsOf(compiled) })
    const isTooMuch = limit === 'states' && limitStates === most
    const answered = isTooMuch ? { ...known, answers: known.answers.map(unasked) } : yield* overGraph(job, known, graph)
    return { ...answered, ...stoppedBy(answered.answers, limit, job) }
  },
}

function isOfGraph(kind: Answer['kind']): boolean {
  return (
    kind !== 'always' && kind !== 'never' && kind !== 'reachable' && kind !== 'no failure' && kind !== 'no deadlock'
  )
}

/** Of the graph: 0 where it is not to be built, infinitely many where it must be. */
function mostStates({ design, options }: Job, { looked }: Known): number {
  if (options.stuck === true || design.liveness.length > 0) return Number.POSITIVE_INFINITY
  if (options.stuck === false || typeof options.search === 'object') return 0
  const { kind, result } = existing(looked, 'a search').search
  if (kind === 'none') return result.states <= enoughSeen ? enoughSeen : 0
  return enoughUnseen
}

function unasked(answer: Answer): Answer {
  return answer.kind === 'nobody stuck' && answer.result === 'unknown'
    ? { ...answer, result: 'not looked for' }
    : answer
}

/** @throws Stopped */
function* overGraph({ meter, options }: Job, known: Known, graph: Graph): Task<Known> {
  const { compiled } = existing(known.looked, 'a search')
  const questions = new Questions(compiled, graph, new PropertyChecks(compiled.program))
  const fairness = assumedFairness(compiled, options.fairness)
  const answers: Answer[] = []
  const lassos = [...(known.lassos ?? [])]
  let { stuck } = known
  for (const answer of known.answers) {
    const declared = compiled.design.liveness.find(({ name, kind }) => name === answer.name && kind === answer.kind)
    if (declared !== undefined) {
      const one = yield* decided(declared, answer, { questions, fairness, meter })
      answers.push(one.answer)
      if (one.found !== undefined) lassos.push(one.found)
    } else if (answer.kind === 'nobody stuck' && answer.result === 'unknown') {
      const found = yield* lookForStuck(compiled.program, graph, meter)
      const clean = graph.expanded < graph.nodes ? 'unknown' : 'holds'
      answers.push(
        found === undefined
          ? { ...answer, result: clean }
          : { ...answer, result: 'violated', violatingStates: found.states },
      )
      stuck = found?.found
    } else answers.push(answer)
  }
  return { ...known, answers, lassos, ...(stuck === undefined ? {} : { stuck }) }
}

/** What left something undecided. */
function stoppedBy(answers: readonly Answer[], limit: Known['stoppedBy'], { meter }: Job): Pick<Known, 'stoppedBy'> {
  if (answers.every(({ result }) => result !== 'unknown')) return {}
  return { stoppedBy: limit ?? meter.stop ?? 'memory' }
}
