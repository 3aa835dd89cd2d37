/** A stretch of a body that something may end: a signal, the death of its thread. Done in the language alone: what the body asks for is passed on. */
import type { FrameRequest, Request } from '../protocol/design.ts'
import { Yielded } from '../protocol/performance.ts'
import type { Step } from '../protocol/step.ts'
import { choose } from './frames.ts'
import { ended } from './may.ts'
import { frame, type Steps } from './steps.ts'

/** `by`: what the stretch answers where it was ended. */
export type Ending<C extends string> = {
  readonly by: C
  /** Before operations that may wait (unless said otherwise), or before any step. */
  readonly at?: 'waits' | 'every step'
}

/** What frames leave behind on the way out; no value of a design looks so. */
const isEnded = '\u0000ended'

/**
 * The body, which something may end on its way: then it answers `by`, and what it held it still holds. An atomic block is one step, and ended before it
 * or not at all.
 * @example const how = yield* mayEnd(() => lock(me), { by: 'EINTR' })
 */
export function mayEnd<R, const C extends string>(body: () => Steps<R>, { by, at = 'waits' }: Ending<C>): Steps<R | C> {
  const ending = { by, at }
  return frame<R | C>({
    word: 'mayEnd',
    name: 'mayEnd',
    label: 'mayEnd(…)',
    body: () => watched(body(), ending),
    after: (_state, result) => ({ leaves: result === isEnded ? by : result }),
    source: body,
  })
}

/** What is no list of steps is for whoever runs it to refuse. */
function watched(steps: Steps<unknown>, ending: Required<Ending<string>>): Steps<unknown> {
  return typeof steps?.[Symbol.iterator] === 'function' ? watching(steps[Symbol.iterator](), ending) : steps
}

function* watching(
  steps: Iterator<Step, unknown, unknown>,
  ending: Required<Ending<string>>,
): Generator<Step, unknown, unknown> {
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer)
    if (done === true) return value
    const yielded: unknown = value
    if (yielded instanceof Yielded && isPoint(yielded.request, ending.at)) {
      const way = yield* choose(['goes on', ending.by])
      if (way === ending.by) {
        yield* ended(ending.by)
        return isEnded
      }
    }
    answer = yield yielded instanceof Yielded ? (inside(yielded, ending) as unknown as Step) : value // a Step is opaque
    if (answer === isEnded) return isEnded
  }
}

function isPoint(request: Request, at: 'waits' | 'every step'): boolean {
  switch (request.kind) {
    case 'operation':
      return at === 'every step' || request.mayWait
    case 'frame':
      return isOneStep(request)
    case 'skip':
      return at === 'every step'
    default:
      return false
  }
}

function isOneStep({ word }: FrameRequest): boolean {
  return word === 'atomically' || word === 'with'
}

/** Frames are watched inside, and left at once where they were ended inside. */
function inside(yielded: Yielded, ending: Required<Ending<string>>): Yielded {
  const { request } = yielded
  if (request.kind !== 'frame' || isOneStep(request)) return yielded
  return new Yielded({
    ...request,
    body: (state) => watched(request.body(state), ending),
    after: (state, result) => (result === isEnded ? { leaves: isEnded } : request.after(state, result)),
  })
}
