/**
 * Where calls are open and none can return. A state is *silent* if a call is open and by steps that are owed alone none comes to its return: all its
 * callers are blocked for ever, or go round for ever, or some of both. Returns that can come without new calls do come on some run, so whoever waits in
 * vain stands in a silent state at last. Hope of a return comes back along owed steps; components come after those that they lead to.
 */
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Component, Components } from '../graph/components.ts'
import type { Graph } from '../graph/graph.ts'
import { claim } from '../graph/storage.ts'
import { By } from '../steps/by.ts'

const workOfState = 1 / 10

/**
 * By state, whether it is silent; where a state has not been expanded, that is not known, and so not said. `openCalls`: how many are open in a state;
 * a step that leaves fewer is a return.
 * @throws Stopped
 */
export function* silentIn(graph: Graph, openCalls: (state: number) => number, meter: Meter): Task<Uint8Array> {
  const { progress } = meter
  try {
    claim(meter, 3 * graph.nodes)
    const open = Uint8Array.from({ length: graph.nodes }, (_, state) => openCalls(state))
    const returns = new Uint8Array(graph.nodes).fill(1, graph.expanded)
    const components = new Components(graph, meter, By.voluntary)
    components.begin(new Uint8Array(graph.nodes).fill(1, 0, graph.expanded))
    for (let it = components.next(); it !== undefined; it = components.next()) {
      if (meter.isDue) yield* meter.pause()
      if (it !== 'a moment') spread(graph, it, open, returns)
      meter.spend(it === 'a moment' ? 0 : (it.to - it.from) * workOfState)
    }
    return returns.map((mayReturn, state) => (mayReturn === 0 && (open[state] as number) > 0 ? 1 : 0))
  } finally {
    meter.progress = progress
  }
}

/** All of a component may come to a return if one of its states may. */
function spread(graph: Graph, { members, from, to }: Component, open: Uint8Array, returns: Uint8Array): void {
  for (let i = from; i < to; i++) {
    if (!mayReturn(graph, members[i] as number, open, returns)) continue
    for (let j = from; j < to; j++) returns[members[j] as number] = 1
    return
  }
}

function mayReturn({ offsets, targets, by }: Graph, state: number, open: Uint8Array, returns: Uint8Array): boolean {
  for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
    if (((by[edge] as number) & By.voluntary) !== 0) continue
    const target = targets[edge] as number
    if (returns[target] === 1 || (open[target] as number) < (open[state] as number)) return true
  }
  return false
}
