/** Looks for a thread that is stuck while others go on: whatever they owe, it never goes on. */

import type { Graph } from '../../explorer/graph/graph.ts'
import { Nearest } from '../../explorer/graph/nearest.ts'
import { contentIn, standsWaiting } from '../../explorer/liveness/content-in.ts'
import { nodesOf, runOf } from '../../explorer/liveness/run-of.ts'
import { pointOfNoReturn, type StuckThread, stuckIn, stuckThreads } from '../../explorer/liveness/stuck.ts'
import type { Run } from '../../explorer/runs/shortest-run.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'

/** A shortest run to a state in which a thread waits, or spins, and is stuck. */
export type FoundStuck = {
  readonly thread: ThreadIndex
  /** All that are stuck in its last state. */
  readonly threads: readonly ThreadIndex[]
  readonly run: Pick<Run, 'states' | 'threads'>
  /** After how many of its steps the thread is stuck for good. */
  readonly doomedFrom: number
}

/** `found`: missing where there was no time or memory for a run. */
export type StuckFound = { readonly states: number; readonly found?: FoundStuck }

/** @throws Stopped before it is known */
export function* lookForStuck(program: Program, graph: Graph, meter: Meter): Task<StuckFound | undefined> {
  const count = program.ir.threads.length
  const stuck = yield* stuckIn(graph, count, contentIn(program, graph), meter)
  const [least] = (yield* stuckThreads(stuck, count, standsWaiting(program, graph), meter)).toSorted(
    (a, b) => (a.firstWaiting ?? a.first) - (b.firstWaiting ?? b.first), // numbers are breadth first
  )
  if (least === undefined) return undefined
  meter.allowExplaining()
  const states = stuck.reduce((sum, threads) => sum + (threads === 0 ? 0 : 1), 0)
  const found = yield* orStopped(explained(program, graph, stuck, least, meter))
  return found instanceof Stopped ? { states } : { states, found }
}

function* explained(
  program: Program,
  graph: Graph,
  stuck: Int32Array,
  { thread, firstWaiting, first }: StuckThread,
  meter: Meter,
): Task<FoundStuck> {
  const end = firstWaiting ?? first
  const way = { start: 0, stem: yield* new Nearest(graph, () => true, meter).to(end, 0), cycle: [], isShortest: true }
  return {
    thread,
    threads: [...program.ir.threads.keys()].filter((t) => (((stuck[end] as number) >>> t) & 1) === 1), // a state of the graph
    run: runOf(graph, way),
    doomedFrom: pointOfNoReturn(stuck, nodesOf(graph, way), thread),
  }
}
