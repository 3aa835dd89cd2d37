import { expect } from 'vitest'
import type { Lasso } from '../src/explorer/liveness/lasso.ts'
import { nodesOf } from '../src/explorer/liveness/run-of.ts'
import { By } from '../src/explorer/steps/by.ts'
import type { World } from './liveness-laws.ts'
import { type NaiveFairness, owedIn } from './naive-liveness.ts'

/** Goes along a lasso edge by edge, by the naive meaning of the tables: it is a run, it comes home, and it is fair. */
export function expectFairRun(world: World, lasso: Lasso, fairness: NaiveFairness): void {
  const { graph, naive, states, threads } = world
  const stepsOf = (node: number) => naive.get(JSON.stringify(states[node]))!.steps
  const nodes = nodesOf(graph, lasso)
  expect(nodes[0]).toBe(0)
  for (const [i, edge] of [...lasso.stem, ...lasso.cycle].entries()) {
    const [thread, actions] = [graph.by[edge]! & By.thread, graph.by[edge]! >>> By.firstAction]
    const to = JSON.stringify(states[nodes[i + 1]!])
    const same = stepsOf(nodes[i]!).filter((it) => it.to === to && it.thread === thread && it.actions === actions)
    expect(same).not.toEqual([])
  }
  const round = nodes.slice(lasso.stem.length)
  expect(round.at(-1)).toBe(round[0])
  const owed = round.map((node) => owedIn(stepsOf(node)))
  if (lasso.cycle.length === 0) expect(owed).toEqual([0])
  for (let thread = 0; thread < threads; thread++) {
    const bit = 1 << thread
    const steps = lasso.cycle.filter((edge) => (graph.by[edge]! & By.thread) === thread)
    if (fairness.weak & bit && steps.length === 0) expect(owed.every((set) => set & bit)).toBe(false)
    if (fairness.strong & bit && steps.length === 0) expect(owed.some((set) => set & bit)).toBe(false)
    const possible = round.flatMap((node) => stepsOf(node).filter((it) => it.thread === thread))
    const could = possible.reduce((set, it) => set | it.actions, 0)
    const did = steps.reduce((set, edge) => set | (graph.by[edge]! >>> By.firstAction), 0)
    expect(could & ~did & (fairness.actions[thread] ?? 0)).toBe(0)
  }
}
