/** A stretch of a body that something may end: a signal, the death of its thread. Done in the language alone: what the body asks for is passed on. */
import { ModelError } from '../../errors/model-error.ts'
import type { FrameRequest, Request } from '../protocol/design.ts'
import { Yielded } from '../protocol/performance.ts'
import { callSite } from '../protocol/site.ts'
import type { Step } from '../protocol/step.ts'
import { show } from '../values/encode.ts'
import { chosenBy } from './frames.ts'
import { ended } from './may.ts'
import { frame, type Steps } from './steps.ts'

/** `by`: what the stretch answers where it was ended. */
export type Ending<C extends string> = {
  readonly by: C
  /** Before operations that may wait (unless said otherwise), or before any step. */
  readonly at?: 'waits' | 'every step'
}

/** What frames leave behind on the way out. A stretch that answers it of its own accord is refused, and what operations answer is not looked at. */
const isEnded = '\u0000ended'

/** `mark`: what is left behind. One more sign for each other `mayEnd` on the way: that one has not been ended itself. */
type Watch = Required<Ending<string>> & { readonly mark: string }

/**
 * The body, which something may end on its way: then it answers `by`, and what it held it still holds. An atomic block
 * is one step, and ended before it or not at all.
 * @example
 * const how = yield* mayEnd(() => flag.when('free').store('taken'), { by: 'EINTR' })
 * if (how === 'EINTR') return how
 */
export function mayEnd<R, const C extends string>(body: () => Steps<R>, ending: Ending<C>): Steps<R | C> {
  const { by, at = 'waits' } = required(ending)
  return frame<R | C>({
    word: 'mayEnd',
    name: 'mayEnd',
    label: 'mayEnd(…)',
    body: () => watched(body(), { by, at, mark: isEnded }),
    after: (_state, result) => ({ leaves: result === isEnded ? by : result }),
    source: body,
  })
}

/** @throws ModelError M012 where it is none. */
function required<C extends string>(ending: Ending<C>): Ending<C> {
  const { by, at = 'waits' }: { by?: unknown; at?: unknown } = ending ?? {}
  if (typeof by === 'string' && (at === 'waits' || at === 'every step')) return ending
  const expected = "{ by: 'EINTR' }, with at: 'waits' or 'every step', or without"
  const seen = show(ending)
  throw new ModelError('M012', `mayEnd(…, ${seen}): expected ${expected}.`, { expected, seen, site: callSite() })
}

/** What is no list of steps is for whoever runs it to refuse. */
function watched(steps: Steps<unknown>, watch: Watch): Steps<unknown> {
  return typeof steps?.[Symbol.iterator] === 'function' ? watching(steps[Symbol.iterator](), watch) : steps
}

function* watching(steps: Iterator<Step, unknown, unknown>, watch: Watch): Generator<Step, unknown, unknown> {
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer)
    if (done === true) return requireAnother(value, watch)
    const yielded: unknown = value
    if (yielded instanceof Yielded && isPoint(yielded.request, watch.at)) {
      const way = yield* chosenBy('mayEnd', ['goes on', { by: watch.by }])
      if (way !== 'goes on') {
        yield* ended(watch.by)
        return watch.mark
      }
    }
    const step: unknown = yielded instanceof Yielded ? inside(yielded, watch) : yielded
    answer = yield step as Step // it is opaque
    if (step !== yielded && answer === watch.mark) return watch.mark
  }
}

/** @throws ModelError M012 where it is what an ended stretch leaves behind. */
function requireAnother(answer: unknown, { mark }: Watch): unknown {
  if (answer !== mark) return answer
  const seen = show(answer)
  throw new ModelError(
    'M012',
    `mayEnd(…): what is inside answers ${seen}, which is left behind where something ends it. Expected any other value.`,
    { expected: 'another value', seen },
  )
}

function isPoint(request: Request, at: 'waits' | 'every step'): boolean {
  switch (request.kind) {
    case 'operation':
      return at === 'every step' || request.mayWait
    case 'frame':
      return isOneStep(request)
    case 'step':
      return at === 'every step'
    default:
      return false
  }
}

function isOneStep({ word }: FrameRequest): boolean {
  return word === 'atomically' || word === 'recording'
}

/** Frames are watched inside, and left at once where they were ended inside. */
function inside(yielded: Yielded, watch: Watch): Yielded {
  const { request } = yielded
  if (request.kind !== 'frame' || isOneStep(request)) return yielded
  const within = request.word === 'mayEnd' ? { ...watch, mark: `${watch.mark}'` } : watch
  return new Yielded({
    ...request,
    body: (state) => watched(request.body(state), within),
    after: (state, result) => (result === within.mark ? { leaves: watch.mark } : request.after(state, result)),
  })
}
