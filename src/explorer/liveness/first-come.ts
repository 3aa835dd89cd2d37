import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { edgeBetween, type Graph } from '../graph/graph.ts'
import type { StatePredicate } from '../graph/predicates.ts'
import { claim } from '../graph/storage.ts'
import { By } from '../steps/by.ts'
import { Part } from './part.ts'
import { Stems } from './stems.ts'

/** Of one thread: whether it tries to enter, whether it has what it takes and waits, whether it has entered. */
export type Client = {
  readonly tries: StatePredicate
  readonly waits: StatePredicate
  readonly isInside: StatePredicate
}

/**
 * The edges of a shortest run in which `second`, which began to try only when `first` already waited, enters before it; `undefined` if there is none
 * through the states that have been expanded.
 * @throws Stopped
 */
export function* overtakingRun(
  graph: Graph,
  clients: readonly Client[],
  first: ThreadIndex,
  second: ThreadIndex,
  meter: Meter,
): Task<readonly number[] | undefined> {
  const { progress } = meter
  try {
    const { waits } = clients[first] as Client // one a thread
    const { tries, isInside } = clients[second] as Client // the same
    claim(meter, graph.nodes)
    const marks = new Uint8Array(graph.nodes)
    for (let state = 0; state < graph.expanded; state++)
      if (waits(state)) marks[state] = Part.inside | (tries(state) || isInside(state) ? 0 : Part.begins)
    const stems = new Stems(graph, marks, meter)
    yield* stems.search()
    return runToEntry(graph, stems, waits, second, isInside)
  } finally {
    meter.progress = progress
  }
}

/** Over the first edge by which the second enters while the first still waits. */
function runToEntry(
  graph: Graph,
  stems: Stems,
  waits: StatePredicate,
  second: ThreadIndex,
  isInside: StatePredicate,
): number[] | undefined {
  const { offsets, targets, by } = graph
  for (let i = 0; i < stems.count; i++) {
    const state = stems.order[i] as number
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
      const target = targets[edge] as number
      const isEntry = ((by[edge] as number) & By.thread) === second && !isInside(state) && isInside(target)
      if (isEntry && waits(target)) return [...edgesAlong(graph, stems.to(state)), edge]
    }
  }
  return undefined
}

function edgesAlong(graph: Graph, way: readonly number[]): number[] {
  return way.slice(1).map((node, i) => edgeBetween(graph, way[i] as number, node))
}
