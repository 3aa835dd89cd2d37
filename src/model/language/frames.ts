import type { ChoiceRequest } from '../protocol/design.ts'
import { requireFunction } from '../run/inspect.ts'
import { byLetters } from '../values/key-list.ts'
import { asGiven, handedCopy } from '../values/plain.ts'
import { explaining, someText } from './explaining.ts'
import { frame, request, type Steps } from './steps.ts'

/** What a proc is to those who only call it: `m.lock()`, and how its answer is said. */
export type ProcOptions<A extends unknown[], R> = {
  /** Where the function has no name of its own. */
  readonly name?: string
  /** The call as its callers write it, which traces say in place of what happens inside: `release(m)`. */
  readonly call?: (...args: A) => string
  /** The answer, in traces: `TRUE` for `true`. */
  readonly answers?: (answer: R) => string
}

/**
 * A procedure: what happens inside is forgotten when it returns, except its result. Make every lock and unlock a proc.
 * With `call` traces say that, and not what happens inside. A procedure, as PlusCal says; a subroutine.
 * @example
 * const withFlag = proc(function* withFlag(body: () => Steps) {
 *   yield* flag.when('free').store('taken')
 *   yield* body()
 *   yield* flag.store('free')
 * })
 */
export function proc<A extends unknown[], R>(
  body: (...args: A) => Steps<R>,
  { name = body?.name || 'proc', call, answers }: ProcOptions<A, R> = {},
): (...args: A) => Steps<R> {
  requireFunction(body, name)
  const said = explaining<string, A>('call', someText, call, () => name)
  const saidOf = explaining<string, [unknown]>('answers', someText, answers, () => name)
  return (...args) => {
    const given = args.map(asGiven) as A // the same, as they are now
    const words = said && { call: { text: () => said(...given), ...(saidOf && { answers: saidOf }) } }
    return frame<R>({ word: 'proc', name, label: `${name}(…)`, body: () => body(...given), source: body, ...words })
  }
}

/**
 * All operations of the body in one step. A path on which one of them waits does not exist. Listed in the verdict. An
 * atomic block, as Promela's d_step and atomic, or a label of PlusCal.
 * @example
 * yield* atomically(function* () {
 *   if (yield* flag.compareAndSwap('free', 'taken')) yield* count.add(1)
 * })
 */
export function atomically<R>(body: () => Steps<R>): Steps<R> {
  return frame<R>({ word: 'atomically', name: 'atomically', label: 'atomically(…)', body, source: body })
}

/** The same, as the model of a routine has it: that it is one step is no assumption of the design, and so not listed. */
export function inOneStep<R>(body: () => Steps<R>): Steps<R> {
  return frame<R>({
    word: 'atomically',
    name: 'atomically',
    label: 'atomically(…)',
    body,
    source: body,
    isOfRoutine: true,
  })
}

/**
 * Any of the options, each a path of its own; part of the step that follows. Nondeterminism: Promela's if with several
 * open guards, with of PlusCal.
 * @example
 * const first = yield* choose([flag, spare])
 * yield* first.store('taken')
 */
export function choose<const T>(options: readonly T[]): Steps<T> {
  return chosenBy('choose', options)
}

/** In the words of another construct. */
export function chosenBy<const T>(word: ChoiceRequest['word'], options: readonly T[]): Steps<T> {
  const each = options.map((option) => handedCopy(option, byLetters, 'An option of choose() is'))
  return request<T>({ kind: 'choice', word, options: each }, 'choose(…)')
}

/**
 * One step with a name. Without a body it touches nothing shared: what a thread does on its own. With a body all
 * operations of it are one step, as in `atomically`, and the trace shows the name.
 * @example
 * yield* step('writes')
 * yield* step('swap and count', function* () {
 *   yield* flag.store('taken')
 *   yield* count.add(1)
 * })
 */
export function step(name: string): Steps
export function step<R>(name: string, body: () => Steps<R>): Steps<R>
export function step<R>(name: string, body?: () => Steps<R>): Steps<R | void> {
  if (body === undefined) return request<void>({ kind: 'step', label: name }, `step('${name}')`)
  return frame<R>({ word: 'atomically', name, label: `step('${name}', …)`, body, source: body })
}

/**
 * A remark in the trace; no step.
 * @example
 * yield* note('nobody was there')
 * yield* flag.store('taken')
 */
export function note(text: string): Steps {
  return request<void>({ kind: 'note', text }, `note('${text}')`)
}
