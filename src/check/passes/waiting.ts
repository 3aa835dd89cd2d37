import { at, existing } from '../../errors/at.ts'
import { buildGraph } from '../../explorer/graph/build-graph.ts'
import { nobodyAlike } from '../../explorer/symmetry/alike.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { actionsOf } from '../waiting/assumed.ts'
import { atRestOf } from '../waiting/callers.ts'
import type { FoundRun } from '../waiting/found.ts'
import { overForms } from '../waiting/over-forms.ts'
import { overGraph } from '../waiting/over-graph.ts'
import type { Job, Known, Pass } from './pass.ts'

/** States of the graph for which somebody who is stuck is looked for unasked. */
const enough = 1_000_000

/**
 * Decides what no single state answers: whether somebody is stuck while others go on, and whether what must come does, in all fair runs. Among forms, with
 * names followed, where the search before has left out states by symmetry; what is left, over the graph of all states.
 */
export const waiting: Pass = {
  phase: 'looking at who waits for ever',
  isWanted: ({ options }, { answers, looked, stoppedBy }) =>
    looked !== undefined &&
    stoppedBy === undefined &&
    answers.some(isWanted) &&
    (options.keepGoing === true || answers.every(({ result, kind }) => result !== 'violated' || kind === 'answers')),
  *run(job, known) {
    const asked = { ...known, answers: known.answers.map((one) => (isUnasked(one, job) ? unasked(one, job) : one)) }
    if (!asked.answers.some(isWanted)) return asked
    const { kind } = existing(known.looked, 'a search').search
    const left = kind === 'symmetry' || kind === 'all' ? yield* amongForms(job, asked) : asked
    return sooner(asked, left.answers.some(isWanted) ? yield* inGraph(job, left) : left)
  },
}

/** Where a call answers otherwise, who waits in vain is told only if that takes fewer steps: the search has not gone through all states. */
function sooner(before: Known, found: Known): Known {
  const { result } = existing(before.looked, 'a search').search
  const { inVain, ...others } = found
  const steps = result.counterexample?.steps.length
  const isSooner = inVain !== undefined && steps !== undefined && inVain.run.states.length - 1 < steps
  if (result.violation === undefined || isSooner) return found
  return { ...others, answers: found.answers.map((one, i) => (one.kind === 'waiting' ? at(before.answers, i) : one)) }
}

function* amongForms(job: Job, known: Known): Task<Known> {
  const { meter, options } = job
  const { compiled } = existing(known.looked, 'a search')
  const limitStates = Math.min(mostStates(job, known), options.limits?.states ?? Number.POSITIVE_INFINITY)
  const { fairness } = options
  const { alike, ...found } = yield* overForms(compiled, known.answers, isWanted, { meter, fairness, limitStates })
  return { ...known, ...found, ...(found.forms > 0 && { alike }) }
}

function* inGraph(job: Job, known: Known): Task<Known> {
  const { meter, options } = job
  const { compiled } = existing(known.looked, 'a search')
  const most = mostStates(job, known)
  const left = (): Known => ({ ...known, answers: known.answers.map((answer) => unasked(answer, job)) })
  if (most === 0) return left()
  const limitStates = Math.min(most, options.limits?.states ?? Number.POSITIVE_INFINITY)
  const { graph, limit } = yield* buildGraph(compiled.program, {
    meter,
    limitStates,
    actionsOf: actionsOf(compiled),
    expected: sizeOf(known),
    chooser: atRestOf(compiled),
  })
  const isTooLarge = limit === 'states' || limit === 'memory'
  if (isTooLarge && most < Number.POSITIVE_INFINITY) return left()
  const { fairness, reduction = 'auto' } = options
  const mayBeAlike = reduction !== 'none' && reduction !== 'stubborn'
  const alike = known.alike ?? (mayBeAlike ? 'to be proved' : nobodyAlike)
  const { stop, ...decided } = yield* overGraph(compiled, graph, known.answers, isWanted, { meter, fairness, alike })
  const stoppedBy = stop ?? (decided.answers.some(isWanted) ? (limit ?? 'interrupt') : undefined)
  const runs = inOrder(job, [...(known.runs ?? []), ...decided.runs])
  const asked = known.alike ?? decided.alike
  return { ...known, ...decided, runs, alike: asked, ...(stoppedBy && { stoppedBy }) }
}

/** As their questions are declared. */
function inOrder({ design }: Job, runs: readonly FoundRun[]): readonly FoundRun[] {
  const places = new Map(design.liveness.map(({ name, kind }, place) => [`${kind} ${name}`, place]))
  const placeOf = ({ declared: { kind, name } }: FoundRun): number =>
    existing(places.get(`${kind} ${name}`), 'a question')
  return runs.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Whether it is to be found here. */
function isWanted({ kind, result }: Answer): boolean {
  return result === 'unknown' && isOfGraph(kind)
}

function isOfGraph(kind: Answer['kind']): boolean {
  return (
    kind !== 'always' &&
    kind !== 'never' &&
    kind !== 'reachable' &&
    kind !== 'no failure' &&
    kind !== 'no deadlock' &&
    kind !== 'answers'
  )
}

/** Of the graph: 0 where it is not to be built, infinitely many where it must be. */
function mostStates({ options }: Job, { answers, looked }: Known): number {
  const isAsked = answers.some((answer) => isWanted(answer) && answer.kind !== 'nobody stuck')
  if (options.stuck === true || isAsked) return Number.POSITIVE_INFINITY
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
