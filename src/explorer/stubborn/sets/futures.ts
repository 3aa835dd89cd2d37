/** Where threads may get to: the graph of each automaton over the values that may occur, and what steps may still meet on it. */
import { at } from '../../../errors/at.ts'
import { UNKNOWN } from '../../../model/ir.ts'
import { BitSet } from '../facts/bit-set.ts'
import type { MayHold } from '../facts/may-hold.ts'
import type { StepId } from '../facts/step-ids.ts'
import type { StepTables } from '../facts/step-tables.ts'
import type { Conflicts } from './conflicts.ts'

/** By step: the steps that may follow at once in its thread. */
export type StepGraph = readonly (readonly StepId[])[]

export function stepGraph({ steps }: StepTables, mayHold: MayHold): StepGraph {
  return Array.from({ length: steps.count }, (_, step) =>
    [...mayHold.edges(step)]
      .filter((target) => target !== UNKNOWN)
      .map((target) => steps.of(steps.threadOf(step), target)),
  )
}

/**
 * Strongly connected components of the steps that `isKept`, each after those that it leads to (Tarjan: Depth-first search and linear graph
 * algorithms, 1972; without recursion).
 */
export function components(graph: StepGraph, isKept: (step: StepId) => boolean): StepId[][] {
  const order = new Int32Array(graph.length)
  const low = new Int32Array(graph.length)
  const isOnStack = new Uint8Array(graph.length)
  const stack: StepId[] = []
  const found: StepId[][] = []
  let count = 0
  const enter = (step: StepId): { step: StepId; next: number } => {
    order[step] = low[step] = ++count
    isOnStack[step] = 1
    stack.push(step)
    return { step, next: 0 }
  }
  graph.forEach((_, root) => {
    if (order[root] !== 0 || !isKept(root)) return
    const path = [enter(root)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { step } = top
      const to = at(graph, step, 'steps')[top.next++]
      if (to !== undefined) {
        if (!isKept(to)) continue
        if (order[to] === 0) path.push(enter(to))
        else if (isOnStack[to]) low[step] = Math.min(low[step] as number, order[to] as number) // one entry a step
        continue
      }
      path.pop()
      const below = path.at(-1)?.step
      if (below !== undefined) low[below] = Math.min(low[below] as number, low[step] as number) // one entry a step
      if (low[step] !== order[step]) continue
      const component = stack.splice(stack.lastIndexOf(step))
      for (const member of component) isOnStack[member] = 0
      found.push(component)
    }
  })
  return found
}

/** By step m: the steps p of other threads that are in conflict with m or with what may come after it in its thread. */
export function futureConflicts(graph: StepGraph, conflicts: Conflicts, withFutures: boolean): readonly BitSet[] {
  const met = conflicts.of.map(() => new BitSet(graph.length))
  conflicts.of.forEach((others, p) => {
    for (const q of others.members()) at(met, q, 'steps').add(p)
  })
  if (!withFutures) return met
  for (const component of components(graph, () => true)) {
    const all = new BitSet(graph.length)
    for (const member of component) {
      all.addAll(met[member] as BitSet) // one set a step
      for (const next of at(graph, member, 'steps')) all.addAll(met[next] as BitSet) // the same
    }
    for (const member of component) at(met, member, 'steps').addAll(all)
  }
  return met
}
