import { check } from 'lockproof'
import { expect, test } from 'vitest'
import { inverted } from '../../../examples/two-locks.ts'
import { laidOut, type WaitGraph } from '../../../src/report/html/graph.ts'
import { graphsOf } from '../../../src/report/html/wait-graphs.ts'
import type { Trace } from '../../../src/verdict/trace.ts'
import { oneCondition } from '../../page/queue.ts'

const runOf = (system: Parameters<typeof check>[0]): Trace => check(system).violation?.trace as Trace // both have one

test('the ring is there at the end, and who waits on the way to it', async () => {
  const graphs = await graphsOf(runOf(inverted))
  const told = graphs.map(({ from, graph }) => [from, graph?.edges.map(({ text, isInRing }) => `${text} ${isInRing}`)])
  expect(told[0]).toEqual([0, undefined])
  expect(told.at(-1)).toEqual([4, ['waits true', 'waits true', 'holds it true', 'holds it true']])
})

test('what is too much is left out from the start of the run, and said', async () => {
  const trace = runOf(oneCondition)
  const [all, few] = [await graphsOf(trace), await graphsOf(trace, 2)]
  expect(few.map(({ from }) => from)).toEqual(all.map(({ from }) => from))
  const unlike = new Set(few.flatMap(({ graph }) => (graph === undefined ? [] : [JSON.stringify(graph)])))
  expect(unlike.size).toBe(2)
  expect(few.at(-1)).toEqual(all.at(-1))
  expect(few.filter(({ graph, isLeftOut }) => graph === undefined && isLeftOut === true).length).toBeGreaterThan(5)
  expect(all.some(({ isLeftOut }) => isLeftOut)).toBe(false)
})

test('a long ring goes down, where there is room', async () => {
  const ring = (length: number): WaitGraph => {
    const names = Array.from({ length }, (_, n) => `T${n}`)
    return {
      nodes: names.map((text, thread) => ({ id: text, text, thread, isInRing: true })),
      edges: names.map((from, n) => ({
        from,
        to: `T${(n + 1) % length}`,
        text: 'owns it exclusively',
        isInRing: true,
      })),
    }
  }
  const [short, long] = [await laidOut(ring(2)), await laidOut(ring(6))]
  expect(short.width).toBeGreaterThan(short.height)
  expect(long.width).toBeLessThan(390)
  expect(long.height).toBeGreaterThan(long.width)
})
