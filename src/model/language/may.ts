/** Steps that nobody owes, waiting that is no error, and what may end a stretch of a body. */
import { ModelError } from '../../errors/model-error.ts'
import { Performable } from '../protocol/performance.ts'
import { notePerformed } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { chosenBy, step } from './frames.ts'
import { frame, type Steps } from './steps.ts'

/** An operation, or other steps that were built; or a function that builds them. */
export type Part<R> = Steps<R> | (() => Steps<R>)
/** What the part answers. */
export type AnswerOf<P> = P extends () => Steps<infer R> ? R : P extends Steps<infer R> ? R : never

/** What runs in a frame around the part, and whose text that is. */
function bodyOf<R>(part: Part<R>, word: string): { readonly body: () => Steps<R>; readonly source: () => unknown } {
  if (typeof part === 'function') return { body: part, source: part }
  if (part instanceof Performable) notePerformed(part)
  const { request } = part instanceof Performable ? part : { request: undefined }
  if (request?.kind === 'frame' && (request.word === 'forever' || request.word === 'loop'))
    throw new ModelError(
      'M012',
      `${word}(${request.word}(…)) would be of the first step of the first round alone: expected it around the step that it is meant for.`,
      { expected: 'a step inside the loop', fix: `Write ${word}() inside the loop.`, site: callSite() },
    )
  return { body: () => part, source: ownSource }
}

function ownSource(): void {}

/**
 * The first step of it need not be taken: whoever could take it owes nobody anything. It *may* happen, and hides
 * nothing. The outside world: an input, a fault, a request that may come.
 * @example
 * const [user] = threadIds(['user'])
 * thread(user, () => may(flag.store('taken')))
 */
export function may<R>(part: Part<R>): Steps<R> {
  return frame<R>({ word: 'may', name: 'may', label: 'may(…)', ...bodyOf(part, 'may') })
}

/**
 * To wait here for ever is no error: a server without work. Where the step can be taken, it is owed like any other.
 * @example
 * const job = yield* idle(jobs.take())
 * if (job === 'build') yield* count.add(1)
 */
export function idle<R>(part: Part<R>): Steps<R> {
  return frame<R>({ word: 'idle', name: 'idle', label: 'idle(…)', ...bodyOf(part, 'idle') })
}

/**
 * A place where a thread may stay for ever, or go on: the non-critical section of a client.
 * @example
 * yield* forever(function* () {
 *   yield* rest()
 *   yield* critical()
 * })
 */
export function rest(label = 'rest'): Steps {
  return may(step(label))
}

/**
 * One of the alternatives, whichever can be taken, and its answer; where none can, the thread waits. The choice is
 * part of the step that follows. select of Go, receive of Erlang, either of PlusCal.
 * @example
 * const how = yield* either(flag.waitFor('free'), timeout())
 * if (how === 'timed out') return
 */
export function either<const P extends readonly Part<unknown>[]>(...parts: P): Steps<AnswerOf<P[number]>> {
  if (parts.length === 0)
    throw new ModelError('M012', 'either() has no alternative: expected at least one.', { site: callSite() })
  const bodies = parts.map((part) => bodyOf(part, 'either').body)
  return frame<AnswerOf<P[number]>>({
    word: 'either',
    name: 'either',
    label: 'either(…)',
    body: function* () {
      const index = yield* chosenBy('either', [...bodies.keys()])
      return yield* (bodies[index] as () => Steps<unknown>)() // one of the indices
    },
    source: ownSource,
  })
}

/**
 * As an alternative of a wait that leaves nothing behind: the time may be over, at any moment and never for certain.
 * @example
 * const how = yield* either(flag.waitFor('free'), timeout('late'))
 * if (how === 'late') yield* flag.store('free')
 */
export function timeout<const A = 'timed out'>(answer: A = 'timed out' as A): Steps<A> {
  return ended(answer)
}

/**
 * As an alternative of a wait that leaves nothing behind: a signal, a cancellation, an alert.
 * @example
 * const how = yield* either(flag.waitFor('free'), interrupt('EINTR'))
 * if (how === 'EINTR') return how
 */
export function interrupt<const A = 'interrupted'>(answer: A = 'interrupted' as A): Steps<A> {
  return ended(answer)
}

/** A voluntary step that touches nothing shared, and is named by its answer. */
export function ended<A>(answer: A): Steps<A> {
  return may(function* () {
    yield* step(String(answer))
    return answer
  })
}
