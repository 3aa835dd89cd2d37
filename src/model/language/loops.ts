import { ModelError } from '../../errors/model-error.ts'
import { Again } from '../protocol/again.ts'
import type { AfterBody } from '../protocol/design.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'
import { asGiven } from '../values/plain.ts'
import { proc } from './frames.ts'
import { frame, type Steps } from './steps.ts'

/**
 * In a `loop`: go round again with this state; all else that happened in the iteration is forgotten.
 * @example
 * yield* loop(3, function* (left) {
 *   if (left > 0) return again(left - 1)
 *   return
 * })
 */
export function again<S>(state: S): Again<S> {
  return new Again(state)
}

/**
 * Goes round while its body returns `again(state)`; anything else that it returns ends the loop and is its result. A
 * body in which one path ends the loop without a result needs a bare `return` there.
 * @example
 * yield* loop(3, function* (left) {
 *   if (left > 0) return again(left - 1)
 *   return
 * })
 */
export function loop<S, R = void>(initial: S, body: (state: S) => Steps<R | Again<S>>): Steps<R> {
  const after = (_state: unknown, result: unknown): AfterBody =>
    result instanceof Again ? { again: result.state } : { leaves: result }
  return frame<R>({
    word: 'loop',
    name: 'loop',
    label: 'loop(…)',
    initial,
    body: (state) => body(state as S),
    after,
    source: body,
  }) // the state is the last again's, or the initial one
}

/**
 * Repeats its body for ever.
 * @example
 * yield* forever(function* () {
 *   yield* rest()
 *   yield* critical()
 * })
 */
export function forever(body: () => Steps<void>): Steps<never> {
  return frame<never>({
    word: 'forever',
    name: 'forever',
    label: 'forever(…)',
    body,
    after: () => ({ again: undefined }),
    source: body,
  })
}

/**
 * One iteration for each item; only the accumulator survives an iteration.
 * @example
 * const free = yield* fold([flag, spare], 0, function* (sum, one) {
 *   return (yield* one.test((it) => it === 'free')) ? sum + 1 : sum
 * })
 */
export function fold<const T, S>(
  items: readonly T[],
  initial: S,
  body: (accumulator: S, item: T) => Steps<S>,
): Steps<S> {
  type State = readonly [number, S]
  const each = items.map(asGiven)
  if (items.length === 0)
    return proc(function* () {
      return initial
    })()
  const after = (state: unknown, result: unknown): AfterBody => {
    const [index] = state as State // what the loop itself put there
    return index + 1 < items.length ? { again: [index + 1, result] } : { leaves: result }
  }
  const iterate = (state: unknown): Steps<S> => {
    const [index, accumulator] = state as State
    return body(accumulator, each[index] as T) // 0 <= index < items.length
  }
  return frame<S>({
    word: 'fold',
    name: 'fold',
    label: 'fold(…)',
    initial: [0, initial],
    body: iterate,
    after,
    source: body,
  })
}

/**
 * Goes round so many times; nothing is remembered from one round to the next but which it is.
 * @example
 * yield* repeat(2, function* () {
 *   yield* flag.when('free').store('taken')
 *   yield* flag.store('free')
 * })
 */
export function repeat(times: number, body: (round: number) => Steps<unknown>): Steps {
  requireTimes(times)
  return frame({
    word: 'repeat',
    name: 'repeat',
    label: `repeat(${times}, …)`,
    initial: 0,
    body: (round) => (round === times ? nothing() : body(round as number)), // it counts them
    after: (round) => (Number(round) >= times - 1 ? { leaves: undefined } : { again: Number(round) + 1 }),
    source: body,
  })
}

function* nothing(): Generator<never, void, unknown> {}

/** @throws ModelError M009 where it is no number of rounds. */
function requireTimes(times: number): void {
  if (Number.isSafeInteger(times) && times >= 0) return
  const expected = 'a whole number of rounds, 0 or more'
  throw new ModelError('M009', `repeat(${show(times)}, …): expected ${expected}.`, {
    expected,
    seen: show(times),
    site: callSite(),
  })
}

const untilAnswered = (_state: unknown, result: unknown): AfterBody =>
  result === undefined || result === false ? { again: undefined } : { leaves: result }

/**
 * Tries its body again until that answers something else than `undefined` or `false`, and answers that. A body with
 * several ends needs `return false` on the last line. A loop around a try: of compare-and-swap, of a lock that may be
 * refused.
 * @example
 * const before = yield* retry(function* () {
 *   const seen = yield* count.load()
 *   return (yield* count.compareAndSwap(seen, seen + 1)) && `was ${seen}`
 * })
 */
export function retry<R>(body: () => Steps<R>): Steps<Exclude<R, undefined | void | false>> {
  return frame<Exclude<R, undefined | void | false>>({
    word: 'retry',
    name: 'retry',
    label: 'retry(…)',
    body,
    after: untilAnswered,
    source: body,
  })
}

const untilTrue = (_state: unknown, result: unknown): AfterBody =>
  result === true ? { leaves: undefined } : { again: undefined }

/**
 * Repeats its body until it returns true. The body may wait inside.
 * @example
 * yield* repeatUntil(function* () {
 *   return yield* flag.compareAndSwap('free', 'taken')
 * })
 */
export function repeatUntil(body: () => Steps<boolean>): Steps {
  return frame({
    word: 'repeatUntil',
    name: 'repeatUntil',
    label: 'repeatUntil(…)',
    body,
    after: untilTrue,
    source: body,
  })
}

/**
 * Busy waiting: repeats its body until it returns true. What a livelock report looks for; a body that can block wants
 * `repeatUntil`.
 * @example
 * yield* spinUntil(function* () {
 *   return yield* flag.compareAndSwap('free', 'taken')
 * })
 */
export function spinUntil(body: () => Steps<boolean>): Steps {
  return frame({ word: 'spinUntil', name: 'spinUntil', label: 'spinUntil(…)', body, after: untilTrue, source: body })
}
