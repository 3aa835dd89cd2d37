/** Of whom one is asked for all: alike threads wait alike, where as much is assumed of each. */
import type { Graph } from '../../explorer/graph/graph.ts'
import type { Fairness } from '../../explorer/liveness/fairness.ts'
import { type Alike, alikeThreads, nobodyAlike } from '../../explorer/symmetry/alike.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { actionsOf } from './assumed.ts'

const ofThreads: readonly Answer['kind'][] = ['starvation freedom', 'bounded bypass', 'first come, first served']

/** Comparisons that a proof may cost at least. */
const fewComparisons = 1 << 14

/**
 * Nobody where nothing is asked of single threads, where the graph was cut off (what was seen of alike threads need not be alike), or where the proof
 * would cost more than it saves. @throws Stopped
 */
export function* alikeIn(
  compiled: Compiled,
  graph: Graph,
  fairness: Fairness,
  wanted: readonly Answer[],
  meter: Meter,
): Task<Alike> {
  const isAsked = wanted.some(({ kind }) => ofThreads.includes(kind))
  if (!isAsked || graph.expanded < graph.nodes) return nobodyAlike
  const budget = Math.max(fewComparisons, graph.by.length)
  return yield* alikeThreads(compiled.program, treatedAlike(fairness), {
    budget,
    meter,
    actionsOf: actionsOf(compiled),
  })
}

/** Whether as much is assumed of both. */
export function treatedAlike({ weak, strong, actions }: Fairness): (left: ThreadIndex, right: ThreadIndex) => boolean {
  const assumed = (thread: ThreadIndex): string =>
    [weak, strong].map((set) => (set >>> thread) & 1).join() +
    actions.flatMap((one) => (one.thread === thread ? [one.bits] : [])).join()
  return (left, right) => assumed(left) === assumed(right)
}
