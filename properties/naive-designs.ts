import type { System } from 'lockproof'
import type { AfterBody, Design, FrameRequest, Request } from '../src/model/protocol/design.ts'
import type { Yielded } from '../src/model/protocol/performance.ts'
import type { Performance } from '../src/model/protocol/step.ts'
import { show } from '../src/model/values/encode.ts'

/** The oracle in front of the compiler: says what a design does in the plainest way. Never optimised; at most 100 lines of code. */

/** Where a thread is: what it asks for next, unless it has ended, and inside which frames; of which of them that is the first step. */
type At = {
  asks?: Exclude<Request, FrameRequest>
  inside: readonly { request: FrameRequest; hadStep: boolean }[]
  first?: readonly string[]
  hasFailed?: true
}
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
function* performing(body: Performance<unknown>, inside: At['inside']): Generator<At, unknown> {
  const steps = body[Symbol.iterator]()
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer)
    if (done === true) return value
    const { request } = value as unknown as Yielded // what travels from a body
    if (request.kind === 'frame') {
      const frames = [...inside, { request, hadStep: false }]
      let next: AfterBody = { again: request.initial }
      while ('again' in next) next = request.after(next.again, yield* performing(request.body(next.again), frames))
      answer = next.leaves
    } else if (request.kind === 'note') answer = undefined
    else {
      const first = inside.filter(({ hadStep }) => !hadStep).map((frame) => frame.request.word)
      for (const frame of inside) frame.hadStep = true
      answer = yield { asks: request, inside, first }
    }
  }
}

function* running(body: () => Performance<unknown>): Generator<At, At> {
  try {
    yield* performing(body(), [])
    return { inside: [] }
  } catch {
    return { inside: [], hasFailed: true }
  }
}

const isIn = (region: unknown, { inside }: At) => inside.some(({ request }) => request.region === region)
const isVoluntary = ({ rests }: Design, at: At) =>
  at.first?.includes('may') || rests.some(({ region, condition }) => condition === undefined && isIn(region, at))

type There = World & { isOwed: boolean }

/**
 * Takes so many steps from the start, then for one thread options of its choices alone. `decide` says which thread goes, and which way; `undefined` where
 * it cannot. `isOwed`: nobody could have left out the last one.
 */
function run(
  design: Design,
  steps: number,
  decide: (ways: number) => number,
  found: NaiveFindings,
  then: { thread: number; options: readonly number[] } = { thread: 0, options: [] },
): There | undefined {
  let isOwed = true
  const threads = design.threads.map(({ body }) => running(body))
  const at = threads.map((thread) => thread.next().value)
  const values = new Map<unknown, unknown>(design.objects.map((it) => [it, it.initial]))
  for (let depth = 0; ; depth++) {
    look({ design, values, at }, found, depth)
    if (depth === steps) {
      const { thread, options } = then
      for (const option of options) at[thread] = threads[thread]!.next(optionsOf(at[thread]!)[option]).value
      return { design, values, at, isOwed }
    }
    isOwed = true
    const t = decide(threads.length)
    for (let isMidStep = true; isMidStep; ) {
      const { asks = { kind: 'choice', options: [] } as const, inside } = at[t]!
      if (isVoluntary(design, at[t]!)) isOwed = false
      const options = asks.kind === 'choice' ? asks.options : [undefined]
      const ways = 'run' in asks ? asks.run(values.get(asks.object)) : options.map((answer) => ({ answer, value: 0 }))
      const way = ways[decide(ways.length)]
      if (way === undefined) return undefined
      if ('run' in asks) values.set(asks.object, way.value)
      at[t] = 'failure' in way ? { inside: [], hasFailed: true } : threads[t]!.next(way.answer).value
      const atomic = inside.find(({ request: { word } }) => word === 'atomically' || word === 'recording')
      isMidStep = at[t].asks !== undefined && (asks.kind === 'choice' || at[t].inside.some((it) => it === atomic))
    }
  }
}

const optionsOf = ({ asks }: At) => (asks?.kind === 'choice' ? asks.options : [])

const nothing = (): NaiveFindings => ({
  states: new Set(),
  violations: new Map(),
  witnesses: new Map(),
  depth: Infinity,
})

/** Whether a thread may stay where it is for ever. `there`: takes the steps again, then for the thread these options. */
function isContent(
  thread: number,
  there: (options: readonly number[]) => World,
  options: readonly number[] = [],
): boolean {
  const { design, values, at } = there(options)
  const here = at[thread]!
  const seen = seenIn({ design, values, at })
  const mayRest = design.rests.some(
    ({ region, condition }) => isIn(region, here) && condition?.holds(condition.observes.map(seen)),
  )
  if (
    here.asks === undefined ||
    isVoluntary(design, here) ||
    here.first?.includes('idle') ||
    (options.length === 0 && mayRest)
  )
    return true
  const ways = optionsOf(here)
  return ways.length > 0 && ways.every((_, i) => isContent(thread, there, [...options, i]))
}

/** What is read of an object, or of a region. */
const seenIn = ({ design, values, at }: World) => {
  const ids = (region: unknown) => design.threads.filter((_, t) => isIn(region, at[t]!)).map(({ id }) => id)
  return (it: unknown) => (values.has(it) ? values.get(it) : ids(it))
}

/** What a predicate says where a state is to be noted: it violates, or is a witness. A new kind has to be thought of here. */
const isNoted = { always: false, never: true, reachable: true } as const

/** What a state is, and what is wrong with it. Expects predicates that do not throw. */
function look({ design, values, at }: World, { states, violations, witnesses }: NaiveFindings, depth: number): void {
  const seen = seenIn({ design, values, at })
  const add = (to: Map<string, number>, name: string) => to.has(name) || to.set(name, depth)
  states.add(show([...design.objects, ...design.regions].map(seen)))
  if (at.some(({ hasFailed }) => hasFailed)) add(violations, 'no failing operation')
  for (const { name, kind, observes, holds } of design.properties)
    if (holds(observes.map(seen)) === isNoted[kind]) add(kind === 'reachable' ? witnesses : violations, name)
}

/** Breadth first over about `limit` schedules, each run from the start on a design described anew. */
export function naiveDesign(system: System, limit: number): NaiveFindings {
  const found = nothing()
  run(system.build(), 0, () => 0, found)
  const schedules = [{ steps: 0, taken: Array.of<number>() }]
  for (const { steps, taken } of schedules) {
    let isQuiet = true
    for (let next = [...taken], last = 0; last >= 0; next = [...next.slice(0, last), next[last]! + 1]) {
      const sizes: number[] = []
      const decide = (size: number): number => (next[sizes.push(size) - 1] ??= 0)
      const there = run(system.build(), steps + 1, decide, found)
      if (there !== undefined) schedules.push({ steps: steps + 1, taken: next })
      if (there?.isOwed) isQuiet = false
      last = sizes.findLastIndex((size, i) => i >= taken.length && next[i]! + 1 < size)
    }
    const again = (thread: number) => (options: readonly number[]) => {
      const left = [...taken]
      return run(system.build(), steps, () => left.shift() ?? 0, nothing(), { thread, options })!
    }
    const { threads, isDeadlockAllowed } = system.build()
    const isStuck = isQuiet && !isDeadlockAllowed && !threads.every((_, t) => isContent(t, again(t)))
    if (isStuck && !found.violations.has('no deadlock')) found.violations.set('no deadlock', steps)
    if (schedules.length > limit) return { ...found, depth: steps - 1 }
  }
  for (const { kind, name } of system.build().properties)
    if (kind === 'reachable' && !found.witnesses.has(name)) found.violations.set(name, Infinity)
  return found
}
