import type { Schedule } from '../../check/explain/schedule.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import type { Edges } from './edges.ts'

/** A run in a graph. */
export type Path = {
  /** In its order; the initial one first. None where there is no run. */
  readonly states: readonly number[]
  /** By edge, the steps of the run that it is, counted from 1. */
  readonly steps: ReadonlyMap<number, readonly number[]>
  /** Steps that lead beyond what has been expanded. */
  readonly stepsBeyond: number
}

export function pathIn(graph: Graph, edges: Edges, run: Schedule | undefined): Path {
  const steps = new Map<number, number[]>()
  if (run === undefined) return { states: [], steps, stepsBeyond: 0 }
  const states = [0]
  let here = 0
  for (const [number, { thread, decisions }] of run.steps.entries()) {
    if (here >= graph.expanded) return { states, steps, stepsBeyond: run.steps.length - number }
    const edge = edges.of(here).find(({ step }) => step.thread === thread && `${step.decisions}` === `${decisions}`)
    if (edge === undefined) throw new InternalError(`step ${number + 1} of a run is no edge of the graph`)
    steps.set(edge.index, [...(steps.get(edge.index) ?? []), number + 1])
    states.push(edge.to)
    here = edge.to
  }
  return { states, steps, stepsBeyond: 0 }
}
