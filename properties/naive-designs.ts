import type { System } from 'lockproof'
import type { AfterBody, Design, FrameRequest, Request } from '../src/model/protocol/design.ts'
import { show } from '../src/model/protocol/encode.ts'
import type { Performance, Yielded } from '../src/model/protocol/performance.ts'

/** The oracle in front of the compiler: says what a design does in the plainest way. Never optimised; at most 80 lines of code. */

type Frames = readonly { request: FrameRequest }[]
/** Where a thread is: what it asks for, inside which frames; or how it has ended. */
type At = { asks: Exclude<Request, FrameRequest>; inside: Frames } | 'finished' | 'failed'
type World = { design: Design; values: Map<unknown, unknown>; at: readonly At[] }

export type NaiveFindings = {
  /** Values and region sets, as text. */
  states: Set<string>
  /** By what is violated, as a verdict names it: the steps to it; `Infinity` for a `reachable` that nothing satisfies. */
  violations: Map<string, number>
  /** By `reachable`: the steps to what satisfies it. */
  witnesses: Map<string, number>
  /** All that happens in so many steps has been seen; `Infinity` when nothing was left out. */
  depth: number
}

/** A body goes on where it is: nothing is forgotten, nothing is run twice. */
function* performing(body: Performance<unknown>, inside: Frames): Generator<At, unknown> {
  const steps = body[Symbol.iterator]()
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer)
    if (done === true) return value
    const { request } = value as unknown as Yielded // what travels
    if (request.kind === 'frame') {
      const frames = [...inside, { request }]
      let next: AfterBody = { again: request.initial }
      while ('again' in next) next = request.after(next.again, yield* performing(request.body(next.again), frames))
      answer = next.leaves
    } else answer = request.kind === 'note' ? undefined : yield { asks: request, inside }
  }
}

function* running(body: () => Performance<unknown>): Generator<At, At> {
  try {
    yield* performing(body(), [])
    return 'finished'
  } catch {
    return 'failed'
  }
}

/** Takes so many steps from the start. `decide` says which thread goes, and which way; `undefined` where it cannot. */
function run(design: Design, steps: number, decide: (ways: number) => number, found: NaiveFindings): At[] | undefined {
  const threads = design.threads.map(({ body }) => running(body))
  const at = threads.map((thread) => thread.next().value)
  const values = new Map<unknown, unknown>(design.objects.map((it) => [it, it.initial]))
  look({ design, values, at }, found, 0)
  for (let depth = 1; depth <= steps; depth++) {
    const t = decide(threads.length)
    for (let isMidStep = true; isMidStep; ) {
      const from = at[t]!
      if (typeof from === 'string') return undefined
      const { asks, inside } = from
      const options = asks.kind === 'choice' ? asks.options : [undefined]
      const ways = 'run' in asks ? asks.run(values.get(asks.object)) : options.map((answer) => ({ answer, value: 0 }))
      const way = ways[decide(ways.length)]
      if (way === undefined) return undefined
      if ('run' in asks) values.set(asks.object, way.value)
      const to = 'failure' in way ? 'failed' : threads[t]!.next(way.answer).value
      const atomic = inside.find(({ request }) => request.isAtomic)
      isMidStep = typeof to === 'object' && (asks.kind === 'choice' || to.inside.some((it) => it === atomic))
      at[t] = to
    }
    look({ design, values, at }, found, depth)
  }
  return at
}

/** What a state is, and what is wrong with it. Expects predicates that do not throw. */
function look({ design, values, at }: World, { states, violations, witnesses }: NaiveFindings, depth: number): void {
  const frames = (thread: number): Frames => (typeof at[thread] === 'object' ? at[thread].inside : [])
  const isInside = (thread: number, region: object) => frames(thread).some(({ request }) => request.region === region)
  const seen = (it: object) =>
    values.has(it) ? values.get(it) : design.threads.filter((_, t) => isInside(t, it)).map(({ id }) => id)
  const add = (to: Map<string, number>, name: string) => to.has(name) || to.set(name, depth)
  states.add(show([...design.objects, ...design.regions].map(seen)))
  if (at.includes('failed')) add(violations, 'no failing operation')
  for (const { name, kind, observes, holds } of design.properties)
    if (holds(observes.map(seen)) === (kind !== 'always')) add(kind === 'reachable' ? witnesses : violations, name)
}

/** Breadth first over about `limit` schedules, each run from the start on a design described anew. */
export function naiveDesign(system: System, limit: number): NaiveFindings {
  const found: NaiveFindings = { states: new Set(), violations: new Map(), witnesses: new Map(), depth: Infinity }
  const { isDeadlockAllowed, properties } = system.build()
  const schedules = [{ steps: 0, taken: [] as number[], at: run(system.build(), 0, () => 0, found) }]
  for (const { steps, taken, at } of schedules) {
    let isStuck = at?.some((it) => typeof it === 'object') && !isDeadlockAllowed
    for (let next = taken, last = 0; last >= 0; ) {
      const [ways, sizes]: [number[], number[]] = [[...next], []]
      const decide = (size: number): number => (ways[sizes.push(size) - 1] ??= 0)
      const there = run(system.build(), steps + 1, decide, found)
      if (there !== undefined) isStuck = !schedules.push({ steps: steps + 1, taken: ways, at: there })
      last = sizes.findLastIndex((size, i) => i >= taken.length && ways[i]! + 1 < size)
      next = [...ways.slice(0, last), ways[last]! + 1]
    }
    if (isStuck && !found.violations.has('no deadlock')) found.violations.set('no deadlock', steps)
    if (schedules.length > limit) return { ...found, depth: steps - 1 }
  }
  for (const { name } of properties.filter(({ kind, name }) => kind === 'reachable' && !found.witnesses.has(name)))
    found.violations.set(name, Infinity)
  return found
}
