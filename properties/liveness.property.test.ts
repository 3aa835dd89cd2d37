import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf } from '../src/explorer/liveness/answer.ts'
import type { Lasso } from '../src/explorer/liveness/lasso.ts'
import { By } from '../src/explorer/steps/by.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import {
  askedOf,
  caseOf,
  fairnessesOf,
  type GeneratorName,
  type LivenessCase,
  labelled,
  questionOf,
  type World,
  worldOf,
} from './liveness-laws.ts'
import { type NaiveFairness, type NaiveQuestion, naiveLasso, owedIn } from './naive-liveness.ts'

const SYSTEMS = process.env.LOCKPROOF_LONG === undefined ? 700 : 4_000
const LIMIT_MS = process.env.LOCKPROOF_LONG === undefined ? 60_000 : 600_000

/** Goes along the lasso edge by edge, with the naive meaning of the tables: it is a run, it violates, and it is fair. */
function expectViolation(world: World, lasso: Lasso, question: NaiveQuestion, fairness: NaiveFairness): void {
  const { graph, naive, states, threads } = world
  const key = (state: number): string => JSON.stringify(states[state])
  let here = lasso.start
  const visited = [here]
  for (const edge of [...lasso.stem, ...lasso.cycle]) {
    const to = key(graph.targets[edge]!)
    const thread = graph.by[edge]! & By.thread
    const actions = graph.by[edge]! >>> By.firstAction
    const steps = naive.get(key(here))!.steps
    expect(steps.filter((it) => it.to === to && it.thread === thread && it.actions === actions)).not.toEqual([])
    here = graph.targets[edge]!
    visited.push(here)
  }
  const round = visited.slice(lasso.stem.length)
  expect(here).toBe(round[0])
  const isP = visited.map((state) => question.isP(states[state]!))
  const isQ = visited.map((state) => question.isQ(states[state]!))
  if (question.kind === 'leadsTo') expect(isP.lastIndexOf(true)).toBeGreaterThan(isQ.lastIndexOf(true))
  if (question.kind === 'leadsTo') expect(isQ.slice(lasso.stem.length)).not.toContain(true)
  if (question.kind === 'infinitelyOften') expect(isP.slice(lasso.stem.length)).not.toContain(true)
  if (question.kind === 'eventually') expect(isP).not.toContain(true)
  const owed = round.map((state) => owedIn(naive.get(key(state))!.steps))
  if (lasso.cycle.length === 0) expect(owed).toEqual([0])
  for (let thread = 0; thread < threads; thread++) {
    const steps = lasso.cycle.filter((edge) => (graph.by[edge]! & By.thread) === thread)
    const bit = 1 << thread
    if (fairness.weak & bit && steps.length === 0) expect(owed.every((set) => set & bit)).toBe(false)
    if (fairness.strong & bit && steps.length === 0) expect(owed.some((set) => set & bit)).toBe(false)
    const possible = round.flatMap((state) => naive.get(key(state))!.steps.filter((it) => it.thread === thread))
    const could = possible.reduce((set, it) => set | it.actions, 0)
    const did = steps.reduce((set, edge) => set | (graph.by[edge]! >>> By.firstAction), 0)
    expect(could & ~did & (fairness.actions[thread] ?? 0)).toBe(0)
  }
}

/** How many of the answers were *violated*, by fairness. */
const violated = [0, 0, 0, 0, 0]

function expectAgreement(drawn: LivenessCase): void {
  const world = worldOf(drawn.spec)
  if (world === undefined) return
  const question = questionOf(drawn)
  for (const [i, fairness] of fairnessesOf(drawn).entries()) {
    const meter = new Meter()
    const answer = finished(answerOf(world.graph, askedOf(world, question), labelled(fairness), { meter }))
    const length = naiveLasso(world.naive, question, fairness)
    expect(answer.result).toBe(length === undefined ? 'holds' : 'violated')
    if (answer.result !== 'violated') continue
    violated[i]!++
    const lasso = answer.lasso!
    expectViolation(world, lasso, question, fairness)
    expect(lasso.isShortest).toBe(true)
    expect(lasso.stem.length + lasso.cycle.length).toBe(length)
    const budget = drawn.salt % 8
    const hasty = finished(answerOf(world.graph, askedOf(world, question), labelled(fairness), { meter, budget }))
    if (hasty.result !== 'violated') throw new Error('a budget changes the answer')
    expectViolation(world, hasty.lasso!, question, fairness)
    const hastyLength = hasty.lasso!.stem.length + hasty.lasso!.cycle.length
    if (hasty.lasso!.isShortest) expect(hastyLength).toBe(length)
  }
}

describe('runs without end: the engine and the naive enumerator of closed walks agree on random tables', () => {
  test.each<GeneratorName>(['any', 'lively', 'ring'])(
    'verdicts under five fairnesses, and lassos: %s',
    (kind) => {
      violated.fill(0)
      fc.assert(fc.property(caseOf(kind), expectAgreement), { numRuns: SYSTEMS })
      expect(Math.min(...violated)).toBeGreaterThan(SYSTEMS / 8)
      expect(violated[0]).toBeGreaterThan(violated[2]!)
    },
    LIMIT_MS,
  )
})
