import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import type { Graph } from '../src/explorer/graph/graph.ts'
import { bypassOf, endlessBypass, runWithBypass, type Waiting } from '../src/explorer/liveness/bypass.ts'
import { contentIn, standsWaiting } from '../src/explorer/liveness/content-in.ts'
import { overtakingRun } from '../src/explorer/liveness/first-come.ts'
import { nodesOf } from '../src/explorer/liveness/run-of.ts'
import { pointOfNoReturn, stuckIn, stuckThreads } from '../src/explorer/liveness/stuck.ts'
import { By } from '../src/explorer/steps/by.ts'
import { Mark } from '../src/model/ir.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished, type Task } from '../src/tasks/task.ts'
import { caseOf, type GeneratorName, type World, worldOf } from './liveness-laws.ts'
import type { NaiveState } from './naive-checker.ts'
import { isNaivelyStuck, naiveBypass, naiveOvertaking } from './naive-waiting.ts'

const SYSTEMS = 400
const LIMIT_MS = 60_000
const meter = new Meter()
const names: readonly GeneratorName[] = ['any', 'lively', 'ring']

/** The task to its end, and no more memory in use than before. */
function done<T>(task: Task<T>): T {
  const before = meter.progress.storedBytes
  const found = finished(task)
  expect(meter.progress.storedBytes).toBe(before)
  return found
}

/** It begins where runs begin, each edge where the one before it ended. */
function expectRun(graph: Graph, edges: readonly number[]): number[] {
  const nodes = nodesOf(graph, { start: 0, stem: edges, cycle: [], isShortest: false })
  for (const [i, edge] of edges.entries()) {
    expect(edge).toBeGreaterThanOrEqual(graph.offsets[nodes[i]!]!)
    expect(edge).toBeLessThan(graph.offsets[nodes[i]! + 1]!)
  }
  return nodes
}

describe('who is stuck in random tables', () => {
  test.each(names)(
    'as forward searches from every state say: %s',
    (kind) => {
      let stuckSeen = 0
      fc.assert(
        fc.property(caseOf(kind), ({ spec }) => {
          const world = worldOf(spec)
          if (world === undefined || world.naive.size > 60) return
          const { program, graph, threads, states, naive } = world
          const stuck = done(stuckIn(graph, threads, contentIn(program, graph), meter))
          const isStuck = states.map((state) =>
            program.ir.threads.map((_, t) => isNaivelyStuck(program, naive, JSON.stringify(state), t)),
          )
          const bits = isStuck.map((by) => by.reduce((set, it, t) => (it ? set | (1 << t) : set), 0))
          expect([...stuck]).toEqual(bits)
          const waits = (t: number, s: number): boolean =>
            (program.ir.threads[t]!.marks[states[s]!.locals[t]!]! & Mark.spins) !== 0 ||
            !naive.get(JSON.stringify(states[s]))!.steps.some(({ thread }) => thread === t)
          const expected = program.ir.threads.flatMap((_, thread) => {
            const all = [...states.keys()].filter((s) => isStuck[s]![thread]!)
            const firstWaiting = all.find((s) => waits(thread, s))
            return all.length === 0 ? [] : [{ thread, states: all.length, first: all[0], firstWaiting }]
          })
          expect(done(stuckThreads(stuck, threads, standsWaiting(program, graph), meter))).toEqual(expected)
          stuckSeen += expected.length
        }),
        { numRuns: SYSTEMS },
      )
      expect(stuckSeen).toBeGreaterThan(SYSTEMS / 10)
    },
    LIMIT_MS,
  )

  test('nobody is said to be stuck for what a limit has left out', () => {
    fc.assert(
      fc.property(caseOf('any'), fc.integer({ min: 1, max: 20 }), ({ spec }, limitStates) => {
        const world = worldOf(spec)
        if (world === undefined) return
        const { program, threads } = world
        const whole = done(stuckIn(world.graph, threads, contentIn(program, world.graph), meter))
        const { graph } = finished(buildGraph(program, { limitStates }))
        const start = done(stuckIn(graph, threads, contentIn(program, graph), meter))
        for (const [state, set] of start.entries()) expect(set & ~whole[state]!).toBe(0)
      }),
      { numRuns: SYSTEMS },
    )
  })

  test('there is no return from where a run was last without', () => {
    const stuck = new Int32Array([0, 2, 2, 1, 3])
    expect([0, 1].map((thread) => pointOfNoReturn(stuck, [0, 1, 3, 2, 4], thread))).toEqual([4, 3])
    expect(pointOfNoReturn(stuck, [4], 0)).toBe(0)
  })
})

/** Each thread waits in region 0, is inside in region 1, tries in both. */
function clientsOf({ program, threads, states }: World) {
  const regionsOf = (thread: number, { locals }: NaiveState): number =>
    program.ir.threads[thread]!.regions[locals[thread]!]!
  const clients = Array.from({ length: threads }, (_, thread) => ({
    waits: (it: NaiveState) => regionsOf(thread, it) === 1,
    isInside: (it: NaiveState) => regionsOf(thread, it) >= 2,
    tries: (it: NaiveState) => regionsOf(thread, it) !== 0,
  }))
  const asked = clients.map(({ waits, isInside, tries }) => ({
    waits: (state: number) => waits(states[state]!),
    isInside: (state: number) => isInside(states[state]!),
    tries: (state: number) => tries(states[state]!),
  }))
  return { clients, asked }
}

describe('overtaking in random tables', () => {
  test.each(names)(
    'as often as naive searches say, by the shortest runs: %s',
    (kind) => {
      const seen = { none: 0, some: 0, endless: 0 }
      fc.assert(
        fc.property(caseOf(kind), fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }), ({ spec, salt }, regions) => {
          const drawn = spec.threads.map((locals, t) =>
            locals.map((it, i) => ({ ...it, regions: regions[t * 6 + i]! })),
          )
          const world = worldOf({ ...spec, threads: drawn })
          if (world === undefined || world.naive.size > 40) return
          const { graph, naive, threads } = world
          const { clients, asked } = clientsOf(world)
          const thread = salt % threads
          const isInside = clients.map((it) => it.isInside)
          const waiting: Waiting = { thread, waits: asked[thread]!.waits, isInside: asked.map((it) => it.isInside) }
          const least = naiveBypass(naive, thread, clients[thread]!.waits, isInside)
          const isEndless = least.has(naive.size)
          const most = Math.max(...least.keys())
          expect(done(bypassOf(graph, waiting, meter))).toEqual({ most: isEndless ? Number.POSITIVE_INFINITY : most })
          seen[isEndless ? 'endless' : most > 0 ? 'some' : 'none']++
          for (const times of [1, 2, 3]) {
            const run = done(runWithBypass(graph, waiting, times, meter))
            expect(run?.length).toBe(least.get(times))
            if (run !== undefined) expectRun(graph, run)
          }
          const lasso = done(endlessBypass(graph, waiting, meter))
          expect(lasso !== undefined).toBe(isEndless)
          if (lasso === undefined) return
          const nodes = expectRun(graph, [...lasso.stem, ...lasso.cycle]).slice(lasso.stem.length)
          expect(nodes[0]).toBe(nodes.at(-1))
          expect(nodes.every(waiting.waits)).toBe(true)
          const entries = lasso.cycle.filter((edge, i) => {
            const by = graph.by[edge]! & By.thread
            return by !== thread && !waiting.isInside[by]!(nodes[i]!) && waiting.isInside[by]!(nodes[i + 1]!)
          })
          expect(entries).not.toEqual([])
        }),
        { numRuns: 2 * SYSTEMS },
      )
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(10)
    },
    LIMIT_MS,
  )

  test.each(names)(
    'first come, first served, as naive searches say: %s',
    (kind) => {
      const seen = { holds: 0, violated: 0 }
      fc.assert(
        fc.property(caseOf(kind), fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }), ({ spec, salt }, regions) => {
          const drawn = spec.threads.map((locals, t) =>
            locals.map((it, i) => ({ ...it, regions: regions[t * 6 + i]! })),
          )
          const world = worldOf({ ...spec, threads: drawn })
          if (world === undefined || world.threads < 2) return
          const { graph, naive, threads } = world
          const { clients, asked } = clientsOf(world)
          const first = salt % threads
          const second = (first + 1) % threads
          const run = done(overtakingRun(graph, asked, first, second, meter))
          const least = naiveOvertaking(naive, clients[first]!.waits, { thread: second, ...clients[second]! })
          expect(run?.length).toBe(least)
          if (run !== undefined) expectRun(graph, run)
          seen[run === undefined ? 'holds' : 'violated']++
        }),
        { numRuns: SYSTEMS },
      )
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(10)
    },
    LIMIT_MS,
  )
})
