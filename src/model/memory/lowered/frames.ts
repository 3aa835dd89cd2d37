import type { AfterBody, FrameRequest, FrameWord, OperationRequest } from '../../protocol/design.ts'
import { Performable } from '../../protocol/performance.ts'
import type { Performance, Step } from '../../protocol/step.ts'

function ownSource(): void {}

const leaveResult = (_state: unknown, result: unknown): AfterBody => ({ leaves: result })

export function frameRequest(
  word: FrameWord,
  body: () => Performance<unknown>,
  after: (state: unknown, result: unknown) => AfterBody = leaveResult,
): FrameRequest {
  return { kind: 'frame', word, name: word, initial: undefined, body, after, source: ownSource }
}

export function framed(...of: Parameters<typeof frameRequest>): Performance<unknown> {
  const request = frameRequest(...of)
  return new Performable(request, request.word)
}

export function performed(operation: OperationRequest): Performance<unknown> {
  return new Performable(operation, operation.label)
}

/** One step that is both; of the second nobody hears. */
export function both(one: OperationRequest, other: OperationRequest): FrameRequest {
  const body = function* (): Generator<Step, unknown, unknown> {
    const answer = yield* performed(one)
    yield* performed(other)
    return answer
  }
  return { ...frameRequest('atomically', body), isOfRoutine: true }
}

/**
 * Whoever waits may see an old value that lets it go on, and need not: whatever is overwritten is unseen sooner or later. So to go on with the last value is
 * owed, and with an old one it is not: where that alone is left, the thread may wait for ever.
 */
export function lastOrOld(last: OperationRequest, old: OperationRequest): FrameRequest {
  return frameRequest('sees', function* (): Generator<Step, unknown, unknown> {
    const which = yield* new Performable<unknown>(
      { kind: 'choice', word: 'either', options: ['last', 'old'] },
      'either',
    )
    return yield* which === 'last' ? performed(last) : framed('may', () => performed(old))
  })
}
