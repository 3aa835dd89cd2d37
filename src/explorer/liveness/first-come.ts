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

const workOfState = 1 / 10

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
    for (let state = 0; state < graph.expanded; state++) {
      if (waits(state)) marks[state] = Part.inside | (tries(state) || isInside(state) ? 0 : Part.begins)
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
    }
    const stems = new Stems(graph, marks, meter)
    yield* stems.search()
    const entry = { waits, isInside, second }
    return yield* runTo(graph, stems, (from, edge) => isEntry(graph, entry, from, edge), meter)
  } finally {
    meter.progress = progress
  }
}

type Entry = Pick<Client, 'waits' | 'isInside'> & { readonly second: ThreadIndex }

/** Whether the second enters by it, while the first still waits. */
function isEntry({ targets, by }: Graph, { waits, isInside, second }: Entry, from: number, edge: number): boolean {
  const target = targets[edge] as number
  return ((by[edge] as number) & By.thread) === second && !isInside(from) && isInside(target) && waits(target)
}

/** To the first edge in the part that is wanted, and over it. */
function* runTo(
  graph: Graph,
  stems: Stems,
  isWanted: (from: number, edge: number) => boolean,
  meter: Meter,
): Task<number[] | undefined> {
  const { offsets } = graph
  for (let i = 0; i < stems.count; i++) {
    const state = stems.order[i] as number
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++)
      if (isWanted(state, edge)) return [...edgesAlong(graph, stems.to(state)), edge]
    meter.spend(workOfState)
    if (meter.isDue) yield* meter.pause()
  }
  return undefined
}

function edgesAlong(graph: Graph, way: readonly number[]): number[] {
  return way.slice(1).map((node, i) => edgeBetween(graph, way[i] as number, node))
}
