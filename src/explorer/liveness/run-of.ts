import { existing } from '../../errors/at.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import { type Arena, type Graph, stateOf } from '../graph/graph.ts'
import type { Run } from '../runs/shortest-run.ts'
import { By } from '../steps/by.ts'
import type { Lasso } from './lasso.ts'

/** A run with its cycle once, as `stepsOf` reads it: the state at its end is that after `cycleStart` steps. */
export type LassoRun = Required<Pick<Run, 'states' | 'isShortest'>> & {
  readonly threads: readonly ThreadIndex[]
  /** Steps of the stem. */
  readonly cycleStart: number
}

/** The nodes that a lasso goes through, from its start to its cycle's start, and on around the cycle to the same again. */
export function nodesOf({ targets }: Arena, { start, stem, cycle }: Lasso): number[] {
  return [start, ...[...stem, ...cycle].map((edge) => existing(targets[edge], 'an edge'))]
}

export function runOf(graph: Graph, lasso: Lasso): LassoRun {
  const { stem, cycle, isShortest } = lasso
  return {
    states: nodesOf(graph, lasso).map((node) => stateOf(graph, node)),
    threads: [...stem, ...cycle].map((edge) => existing(graph.by[edge], 'an edge') & By.thread),
    cycleStart: stem.length,
    isShortest,
  }
}
