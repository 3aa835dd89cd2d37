import fc from 'fast-check'
import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import type { Design } from '../src/model/protocol/design.ts'
import { withoutSites } from '../src/model/protocol/site.ts'
import { historyKey } from '../src/model/run/history.ts'
import { isVoluntary } from '../src/model/run/owing.ts'
import { outcomesOf } from '../src/model/run/perform.ts'
import { type Arrival, ThreadRun } from '../src/model/run/thread-run.ts'
import { show } from '../src/model/values/encode.ts'
import { isLong } from '../test/setup/long.ts'
import { innocentDesign, innocentSystem } from './arbitraries/innocent-design.ts'

/** By the bodies and recipes alone: without tables, and without merged local states. Never optimised. */

const RUNS = isLong ? 1_000 : 120

class Failed extends Error {}

type World = { values: Map<unknown, unknown>; at: Arrival[] }
type Step = { thread: number; to: string; isOwed: boolean; advances: boolean }
type Graph = Map<string, { world: World; depth: number; steps: Step[] }>

function keyOf(design: Design, { values, at }: World): string {
  const locals = at.map(
    ({ history, pending, isVoluntary, isIdle }) => `${pending.kind}${isVoluntary}${isIdle}${historyKey(history, 'it')}`,
  )
  return show([...design.objects.map((it) => values.get(it)), ...locals])
}

/** What a thread can do, on all paths of its step. */
function stepsOf(
  design: Design,
  { values, at }: World,
  thread: number,
  visit: (world: World, how: Pick<Step, 'isOwed' | 'advances'>) => void,
): void {
  const go = (here: Arrival, values: World['values'], isOwed: boolean, advances: boolean): void => {
    const { pending } = here
    if (pending.kind === 'finished' || pending.kind === 'failed') return
    const owed = isOwed && !isVoluntary(design, here)
    const ways =
      pending.kind === 'operation'
        ? outcomesOf(pending.request, values.get(pending.request.object))
        : pending.kind === 'choice'
          ? pending.options.map((answer) => ({ answer, value: undefined }))
          : [{ answer: undefined, value: undefined }]
    for (const way of ways) {
      if ('failure' in way) throw new Failed()
      const run = new ThreadRun(design.threads[thread]!, here.history, false)
      const next = run.feed(way.answer)
      if (next.pending.kind === 'failed') throw new Failed()
      const after = pending.kind === 'operation' ? new Map(values).set(pending.request.object, way.value) : values
      const gone = advances || !run.stays
      if (next.isMidStep) go(next, after, owed, gone)
      else visit({ values: after, at: at.with(thread, next) }, { isOwed: owed, advances: gone })
    }
  }
  go(at[thread]!, values, true, !at[thread]!.isSpinning)
}

function graphOf(design: Design, limit: number): Graph | undefined {
  const start: World = {
    values: new Map(design.objects.map((it) => [it, it.initial])),
    at: design.threads.map((it) => new ThreadRun(it, [], false).arrival),
  }
  const graph: Graph = new Map([[keyOf(design, start), { world: start, depth: 0, steps: [] }]])
  for (const [, { world, depth, steps }] of graph) {
    if (graph.size > limit) return undefined
    for (const thread of design.threads.keys())
      stepsOf(design, world, thread, (after, how) => {
        const to = keyOf(design, after)
        steps.push({ thread, to, ...how })
        if (!graph.has(to)) graph.set(to, { world: after, depth: depth + 1, steps: [] })
      })
  }
  return graph
}

function isContent(design: Design, { values, at }: World, thread: number): boolean {
  const inside = (region: unknown) =>
    design.threads.filter((_, t) => at[t]!.regions.some((it) => it === region)).map(({ id }) => id)
  const rests = design.rests.some(
    ({ region, condition }) =>
      at[thread]!.regions.includes(region) &&
      condition?.holds(condition.observes.map((it) => ('initial' in it ? values.get(it) : inside(it)))),
  )
  const may = (here: Arrival): boolean =>
    here.pending.kind === 'finished' ||
    here.isIdle ||
    isVoluntary(design, here) ||
    (here.pending.kind === 'choice' &&
      here.pending.options.every((o) => may(new ThreadRun(design.threads[thread]!, here.history, false).feed(o))))
  return rests || may(at[thread]!)
}

/** The fewest steps to where somebody who is stuck stands, and waits. */
function stuckIn(design: Design, graph: Graph): number | undefined {
  let best: number | undefined
  for (const thread of design.threads.keys()) {
    let [first, waiting] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (const [start, { world, depth, steps }] of graph) {
      const reached = new Set([start])
      let isStuck = true
      for (const key of reached) {
        const here = graph.get(key)!
        if (isContent(design, here.world, thread)) isStuck = false
        for (const step of here.steps.filter((it) => it.isOwed)) {
          if (step.thread === thread && step.advances) isStuck = false
          reached.add(step.to)
        }
        if (!isStuck) break
      }
      if (!isStuck) continue
      first = Math.min(first, depth)
      if (world.at[thread]!.isSpinning || !steps.some((it) => it.thread === thread)) waiting = Math.min(waiting, depth)
    }
    const least = waiting === Number.POSITIVE_INFINITY ? first : waiting
    if (least < Number.POSITIVE_INFINITY) best = Math.min(best ?? least, least)
  }
  return best
}

/** Nothing where an operation fails, which is found first. */
function answered(made: System, reduction: 'none' | 'all'): readonly string[] | undefined {
  const { answers } = check(made, { reduction, stuck: true, keepGoing: true, limits: { states: 20_000 } })
  if (answers.some(({ kind, result }) => kind === 'no failure' && result !== 'holds')) return undefined
  const isAsked = (kind: string): boolean => kind === 'nobody stuck' || kind === 'no deadlock'
  return answers.flatMap(({ kind, result }) => (isAsked(kind) ? [result] : []))
}

/** Where they can be seen whole, and no operation fails. */
function stuckOf(design: Design): { readonly steps: number | undefined } | undefined {
  try {
    const graph = graphOf(design, 400)
    return graph && { steps: stuckIn(design, graph) }
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}

describe('who is stuck in random designs', () => {
  test('is said of the tables as of the design, reduced or not', { timeout: 240_000 }, () => {
    const seen = { stuck: 0, fine: 0 }
    const law = fc.property(innocentDesign, (given) =>
      withoutSites(() => {
        const made = innocentSystem({ ...given, isDeadlockAllowed: false, properties: [] })
        const found = stuckOf(made.build())
        if (found === undefined) return
        const isFine = found.steps === undefined
        seen[isFine ? 'fine' : 'stuck']++
        for (const reduction of ['none', 'all'] as const) {
          const results = answered(made, reduction)
          if (isFine) expect(results).toEqual(['holds', 'holds'])
          else expect(results).toContain('violated')
        }
      }),
    )
    fc.assert(law, { numRuns: RUNS })
    expect(seen.fine).toBeGreaterThan(RUNS / 2)
    expect(seen.stuck).toBeGreaterThan(RUNS / 20)
  })
})
