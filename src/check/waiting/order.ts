/** Who goes before whom: no fairness plays a part, since every start of a run goes on as a fair one. */
import type { Graph } from '../../explorer/graph/graph.ts'
import { bypassOf, runWithBypass, type Waiting } from '../../explorer/liveness/bypass.ts'
import { type Client, overtakingRun } from '../../explorer/liveness/first-come.ts'
import { runOf } from '../../explorer/liveness/run-of.ts'
import type { RegionDeclaration } from '../../model/protocol/declarations.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer, LivenessAnswer } from '../../verdict/verdict.ts'
import type { Decided, FoundRun, Its } from './found.ts'
import type { Questions } from './questions.ts'

type Bypass = Extract<LivenessDeclaration, { readonly kind: 'bounded bypass' }>
type InOrder = Extract<LivenessDeclaration, { readonly kind: 'first come, first served' }>

/** @throws Stopped before it is known */
export function* bypassed(declared: Bypass, question: Answer, { questions, meter }: Its): Task<Decided> {
  const { graph } = questions
  const { waiting, critical, atMost = Number.POSITIVE_INFINITY } = declared
  const all = [...questions.compiled.design.threads.keys()]
  const isInside = all.map((thread) => questions.inside(thread, critical))
  let worst: { readonly of: Waiting; readonly most: number } | undefined
  for (const thread of questions.askedIn(waiting)) {
    const of = { thread, waits: questions.inside(thread, waiting), isInside }
    const { most } = yield* bypassOf(graph, of, meter)
    if (worst === undefined || most > worst.most) worst = { of, most }
    if (most > atMost) break // and by how much it is at the worst, nobody asked
  }
  const most = worst === undefined ? -1 : worst.most
  const isViolated = most > atMost
  const answer = { ...question, liveness: aboutThreads(questions, waiting, isViolated ? -1 : most) }
  if (worst === undefined || !isViolated) return { answer: { ...answer, result: heldIn(graph) } }
  meter.allowExplaining()
  const way = yield* orStopped(runWithBypass(graph, worst.of, atMost + 1, meter))
  const run = way === undefined || way instanceof Stopped ? undefined : finite(graph, way)
  const { thread } = worst.of
  return { answer: { ...answer, result: 'violated' }, ...(run && { found: { declared, thread, run } }) }
}

/** @throws Stopped before it is known */
export function* overtaken(declared: InOrder, question: Answer, { questions, meter }: Its): Task<Decided> {
  const { graph } = questions
  const { trying, waiting, critical } = declared
  const clients: readonly Client[] = [...questions.compiled.design.threads.keys()].map((thread) => ({
    tries: questions.inside(thread, trying),
    waits: questions.inside(thread, waiting),
    isInside: questions.inside(thread, critical),
  }))
  const answer = { ...question, liveness: aboutThreads(questions, waiting, -1) }
  for (const thread of questions.askedIn(waiting))
    for (const before of questions.threadsIn(critical)) {
      if (before === thread) continue
      const way = yield* overtakingRun(graph, clients, thread, before, meter)
      if (way === undefined) continue
      return { answer: { ...answer, result: 'violated' }, found: { declared, thread, before, run: finite(graph, way) } }
    }
  return { answer: { ...answer, result: heldIn(graph) } }
}

/** Of a graph that was cut off nothing is said to hold. */
function heldIn(graph: Graph): Answer['result'] {
  return graph.expanded < graph.nodes ? 'unknown' : 'holds'
}

function finite(graph: Graph, stem: readonly number[]): FoundRun['run'] {
  const { states, threads, isShortest } = runOf(graph, { start: 0, stem, cycle: [], isShortest: true })
  return { states, threads, isShortest }
}

/** `measured`: −1 where nothing was. */
function aboutThreads(questions: Questions, region: RegionDeclaration, measured: number): LivenessAnswer {
  const checked = questions.namesOf(questions.askedIn(region))
  const threads = questions.namesOf(questions.threadsIn(region))
  const isMeasured = measured >= 0 && measured < Number.POSITIVE_INFINITY
  return { checked, threads, ...(isMeasured && { measured }) }
}
