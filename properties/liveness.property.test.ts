import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf } from '../src/explorer/liveness/answer.ts'
import type { Lasso } from '../src/explorer/liveness/lasso.ts'
import { nodesOf } from '../src/explorer/liveness/run-of.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { expectFairRun } from './fair-run.ts'
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
import { type NaiveFairness, type NaiveQuestion, naiveLasso } from './naive-liveness.ts'

const SYSTEMS = isLong ? 4_000 : 400
const LIMIT_MS = isLong ? 600_000 : 60_000

function expectViolation(world: World, lasso: Lasso, question: NaiveQuestion, fairness: NaiveFairness): void {
  expectFairRun(world, lasso, fairness)
  const visited = nodesOf(world.graph, lasso).map((node) => world.states[node]!)
  const isP = visited.map(question.isP)
  const isQ = visited.map(question.isQ)
  const { length } = lasso.stem
  if (question.kind === 'leadsTo') expect(isP.lastIndexOf(true)).toBeGreaterThan(isQ.lastIndexOf(true))
  if (question.kind === 'leadsTo') expect(isQ.slice(length)).not.toContain(true)
  if (question.kind === 'infinitelyOften') expect(isP.slice(length)).not.toContain(true)
  if (question.kind === 'eventually') expect(isP).not.toContain(true)
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
