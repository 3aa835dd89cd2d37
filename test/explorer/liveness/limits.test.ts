import { describe, expect, test } from 'vitest'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import { isInside } from '../../../src/explorer/graph/predicates.ts'
import { type Answer, answerOf, weakestFairness } from '../../../src/explorer/liveness/answer.ts'
import { bypassOf } from '../../../src/explorer/liveness/bypass.ts'
import { contentIn } from '../../../src/explorer/liveness/content-in.ts'
import { type FairnessKind, fairnessOf } from '../../../src/explorer/liveness/fairness.ts'
import type { Question } from '../../../src/explorer/liveness/part.ts'
import { stuckIn } from '../../../src/explorer/liveness/stuck.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { Meter, Stopped } from '../../../src/tasks/meter.ts'
import { finished, type Task } from '../../../src/tasks/task.ts'
import { ticket } from './locks.ts'

const N = 5
const { program } = compile(ticket(N).build())
const { graph } = finished(buildGraph(program))
const inRegion = (thread: number, name: string) => isInside(program, graph, thread, program.ir.regions.indexOf(name))
const question: Question = { kind: 'leads to', from: inRegion(0, 'trying'), to: inRegion(0, 'critical') }
const answering = (kind: FairnessKind, meter: Meter): Task<Answer> =>
  answerOf(graph, question, fairnessOf(kind, N), { meter })

/** What the task ends with, or what stopped it. */
function ended<T>(task: Task<T>): T | Stopped {
  try {
    return finished(task)
  } catch (error) {
    if (error instanceof Stopped) return error
    throw error
  }
}

describe('limits of what is asked of runs without end', () => {
  test('an interrupt ends it, whenever it comes; and nothing is said that is not so', () => {
    const results = new Map<string, number>()
    for (const kind of ['none', 'weak'] as const) {
      for (let looks = 0; looks < 80; looks += 8) {
        let left = looks
        const found = ended(answering(kind, new Meter({ isInterrupted: () => left-- <= 0 })))
        const result = found instanceof Stopped ? `stopped by ${found.by}` : found.result
        expect([kind === 'none' ? 'violated' : 'holds', 'stopped by interrupt']).toContain(result)
        results.set(result, (results.get(result) ?? 0) + 1)
      }
    }
    expect([...results.keys()].sort()).toEqual(['holds', 'stopped by interrupt', 'violated'])
  })

  test('memory ends it', () => {
    const results = new Set<string>()
    for (let limitBytes = 1 << 10; limitBytes < 1 << 22; limitBytes *= 2) {
      const found = ended(answering('none', new Meter({ limitBytes })))
      results.add(
        found instanceof Stopped
          ? found.by
          : found.result === 'violated' && found.lasso !== undefined
            ? 'shown'
            : found.result,
      )
    }
    expect([...results]).toEqual(['memory', 'violated', 'shown'])
  })

  test('it goes on in slices, and comes to the same', () => {
    let now = 0
    const clock = (): number => (now += 10)
    const inSlices = (task: Task<unknown>): { slices: number; found: unknown } => {
      for (let slices = 0; ; slices++) {
        const { done, value } = task.next()
        if (done === true) return { slices, found: value }
      }
    }
    const tasks: readonly ((meter: Meter) => Task<unknown>)[] = [
      (meter) => answering('none', meter),
      (meter) => answering('weak', meter),
      (meter) => weakestFairness(graph, question, N, meter),
      (meter) => stuckIn(graph, N, contentIn(program, graph), meter),
      (meter) =>
        bypassOf(
          graph,
          { thread: 0, waits: inRegion(0, 'waiting'), isInside: [0, 1, 2, 3, 4].map((it) => inRegion(it, 'critical')) },
          meter,
        ),
    ]
    for (const task of tasks) {
      const { slices, found } = inSlices(task(new Meter({ clock })))
      expect(slices).toBeGreaterThan(0)
      expect(found).toEqual(finished(task(new Meter())))
    }
  })

  test('the weakest fairness is the first under which it holds', () => {
    expect(finished(weakestFairness(graph, question, N, new Meter()))).toBe('weak')
    const { graph: start } = finished(buildGraph(program, { limitStates: 500 }))
    expect(finished(weakestFairness(start, question, N, new Meter()))).toBeUndefined()
  })

  test('of the start of a graph nothing holds, and what is violated is', () => {
    const { graph: start } = finished(buildGraph(program, { limitStates: 12_000 }))
    const answers = (['none', 'weak'] as const).map((kind) =>
      finished(answerOf(start, question, fairnessOf(kind, N), { meter: new Meter() })),
    )
    expect(answers.map(({ result }) => result)).toEqual(['violated', 'not decided'])
  })
})
