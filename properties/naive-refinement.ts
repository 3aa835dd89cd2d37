/** The oracle of refinement: two machines of one shared number, in plain JavaScript, and all that the second may be in, as whole sets. Never optimised. */

/** One step of a call. `table`: at each number the ways to go on; none: the step waits, a `commit` begins again. */
export type Doing =
  | { readonly does: 'act' | 'commit' | 'store'; readonly table: readonly (readonly Way[])[] }
  /** Goes round as long as the number is one of these. */
  | { readonly does: 'spin'; readonly at: readonly number[] }
  | { readonly does: 'load' | 'bump' | 'look' }
export type Way = { readonly to: number; readonly answer: number }
/** By call, its steps; after the last one it answers what it was given last. */
export type Machine = Readonly<Record<string, readonly Doing[]>>
export const numbers = 3

type Thread = { call: string; pc: number; read: number; answer: number }
/** `threads`: where who has called is; `left`: how often each may still call, −1 for ever. */
type State = { value: number; threads: (Thread | null)[]; left: number[] }

/** What one step of a thread leads to, as often as it can go on. */
function steps(machine: Machine, state: State, t: number): State[] {
  const thread = state.threads[t]
  const doing = thread && machine[thread.call]![thread.pc]
  if (!thread || !doing) return []
  const { value } = state
  const then = (to: number, change: Partial<Thread>): State => {
    return { ...state, value: to, threads: state.threads.with(t, { ...thread, pc: thread.pc + 1, ...change }) }
  }
  switch (doing.does) {
    case 'act':
      return doing.table[value]!.map(({ to, answer }) => then(to, { answer }))
    case 'commit': {
      const ways = doing.table[thread.read]!
      if (value !== thread.read || ways.length === 0) return [then(value, { pc: thread.pc - 1 })]
      return ways.map(({ to, answer }) => then(to, { answer }))
    }
    case 'store': {
      const [way] = doing.table[thread.read]!
      return [then(way?.to ?? 0, { answer: way?.answer ?? 0 })]
    }
    case 'spin':
      return [then(value, doing.at.includes(value) ? { pc: thread.pc } : {})]
    case 'load':
      return [then(value, { read: value })]
    case 'bump':
      return [then((value + 1) % numbers, {})]
    case 'look':
      return [then(value, {})]
  }
}

const isDone = (machine: Machine, thread: Thread | null): boolean =>
  thread !== null && thread.pc === machine[thread.call]!.length
const texts = new WeakMap<State, string>()
function textOf(state: State): string {
  const text = texts.get(state) ?? JSON.stringify(state)
  texts.set(state, text)
  return text
}
const called = (state: State, t: number, call: string): State => ({
  ...state,
  threads: state.threads.with(t, { call, pc: 0, read: 0, answer: 0 }),
  left: state.left.with(t, state.left[t]! < 0 ? -1 : state.left[t]! - 1),
})
const returned = (state: State, t: number): State => ({ ...state, threads: state.threads.with(t, null) })

/** All that comes of these without a call or a return. */
function closed(machine: Machine, states: readonly State[]): State[] {
  const found = new Map(states.map((state) => [textOf(state), state]))
  for (const state of found.values())
    for (const next of state.threads.flatMap((_, t) => steps(machine, state, t)))
      if (!found.has(textOf(next))) found.set(textOf(next), next)
  return [...found.values()]
}

/** Somebody has called, and nobody ever returns. */
const isSilent = (machine: Machine, state: State): boolean =>
  state.threads.some((thread) => thread !== null) &&
  closed(machine, [state]).every(({ threads }) => !threads.some((thread) => isDone(machine, thread)))

/** And whatever can still happen can happen again. */
const isSettled = (machine: Machine, state: State): boolean =>
  isSilent(machine, state) &&
  closed(machine, [state]).every((other) => closed(machine, [other]).some((back) => textOf(back) === textOf(state)))

/** The fewest steps to an answer that the second would not give, and to where its callers need not wait. */
export type NaiveRefinement = { answers?: number; waiting?: number; pairs: number; most: number }

/**
 * A return is part of the last step of the implementation, and comes any time later in the specification. `looksAtRest`: where the implementation is
 * settled, whoever looks at that, which is a step, knows that the specification is.
 */
export function naiveRefinement(
  implementation: Machine,
  specification: Machine,
  threads: number,
  calls: number,
  looksAtRest = false,
): NaiveRefinement {
  const start: State = { value: 0, threads: Array(threads).fill(null), left: Array(threads).fill(calls) }
  const first = { state: start, set: [start], depth: 0 }
  const seen = new Set([textOf(start) + textOf(start)])
  const queue = [first]
  const found: NaiveRefinement = { pairs: 0, most: 1 }
  const silent = new Map<string, boolean>()
  const isSilentIn = (machine: Machine, state: State): boolean => {
    const key = `${machine === specification}${textOf(state)}`
    const known = silent.get(key) ?? isSilent(machine, state)
    silent.set(key, known)
    return known
  }
  const reach = (state: State, set: State[], depth: number): void => {
    const key = textOf(state) + set.map(textOf).sort().join()
    if (!seen.has(key)) queue.push({ state, set, depth })
    seen.add(key)
  }
  for (const { state, set, depth } of queue) {
    found.pairs++
    found.most = Math.max(found.most, set.length)
    if (isSilentIn(implementation, state) && !set.some((one) => isSilentIn(specification, one))) found.waiting ??= depth
    const atRest =
      looksAtRest && isSettled(implementation, state) ? set.filter((one) => isSettled(specification, one)) : []
    if (atRest.length > 0 && atRest.length < set.length) {
      reach(state, closed(specification, atRest), depth + 1)
      continue
    }
    for (let t = 0; t < threads; t++) {
      if (state.threads[t] === null && state.left[t] !== 0)
        for (const call of Object.keys(implementation)) {
          const after = closed(
            specification,
            set.map((one) => called(one, t, call)),
          )
          reach(called(state, t, call), after, depth + 1)
        }
      for (const next of steps(implementation, state, t)) {
        const thread = next.threads[t]!
        if (!isDone(implementation, thread)) reach(next, set, depth + 1)
        else {
          const able = set.filter(({ threads }) => isDone(specification, threads[t]!))
          const same = able.filter(({ threads }) => threads[t]!.answer === thread.answer)
          if (same.length === 0) found.answers ??= depth + 1
          else
            reach(
              returned(next, t),
              closed(
                specification,
                same.map((one) => returned(one, t)),
              ),
              depth + 1,
            )
        }
      }
    }
  }
  return found
}

/**
 * Whether one state of the second can be followed without taking anything back, however the first goes on: pairs of
 * states, of which those are left out that some step leaves without a next one, until nothing changes.
 */
export function naivelyStrong(
  implementation: Machine,
  specification: Machine,
  threads: number,
  calls: number,
): boolean {
  type Pair = { first: State; second: State; ways: Pair[][]; isOut: boolean }
  const pairs = new Map<string, Pair>()
  const pairOf = (first: State, second: State): Pair => {
    const key = `${textOf(first)} ${textOf(second)}`
    const pair = pairs.get(key) ?? { first, second, ways: [], isOut: false }
    pairs.set(key, pair)
    return pair
  }
  const start: State = { value: 0, threads: Array(threads).fill(null), left: Array(threads).fill(calls) }
  const initial = pairOf(start, start)
  for (const pair of pairs.values()) {
    const { first, second } = pair
    const now = closed(specification, [second])
    const follow = (next: State, all: State[]): void => {
      pair.ways.push(closed(specification, all).map((one) => pairOf(next, one)))
    }
    for (let t = 0; t < threads; t++) {
      if (first.threads[t] === null && first.left[t] !== 0)
        for (const call of Object.keys(implementation))
          follow(
            called(first, t, call),
            now.map((one) => called(one, t, call)),
          )
      for (const next of steps(implementation, first, t)) {
        const thread = next.threads[t]!
        if (!isDone(implementation, thread)) follow(next, now)
        else {
          const able = now.filter((one) => isDone(specification, one.threads[t]!))
          const same = able.filter((one) => one.threads[t]!.answer === thread.answer)
          follow(
            returned(next, t),
            same.map((one) => returned(one, t)),
          )
        }
      }
    }
  }
  for (let isChanging = true; isChanging; ) {
    isChanging = false
    for (const pair of pairs.values())
      if (!pair.isOut && pair.ways.some((way) => way.every(({ isOut }) => isOut))) {
        pair.isOut = true
        isChanging = true
      }
  }
  return !initial.isOut
}
