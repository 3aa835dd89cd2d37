import { ModelError } from '../../errors/model-error.ts'
import type { FrameRequest, OperationRequest, Request } from '../protocol/design.ts'
import { Performable } from '../protocol/performance.ts'
import { notePerformed } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import type { Performance } from '../protocol/step.ts'
import { givenText, requireFunction } from '../run/inspect.ts'

/**
 * What a body performs with `yield*`, answering `R`. A recursive proc declares it as its return type:
 * `proc(function* walk(depth: number): Steps<number> { … })`.
 */
export type Steps<R = void> = Performance<R>

declare const ghostBrand: unique symbol

/** An update of ghost data: it can only accompany a step, by {@link Operation.recording}. */
export interface GhostUpdate {
  readonly [ghostBrand]: true
}

/**
 * One atomic step on one shared object.
 * @example
 * const takes: Operation<boolean> = flag.compareAndSwap('free', 'taken')
 * const hasTaken = yield* takes
 */
export class Operation<R = void> extends Performable<R> {
  constructor(request: OperationRequest) {
    super(request, request.label)
  }

  /**
   * The same step, which also updates ghost data, given its answer.
   * @example yield* mutex.tryAcquire(me).recording((granted) => granted && holds.at(me).add(1))
   */
  recording(update: (answer: R) => GhostUpdate | false | undefined): Steps<R> {
    notePerformed(this)
    requireFunction(update, `${this.label}.recording`)
    const step = this
    return frame<R>({
      word: 'recording',
      name: this.label,
      body: function* () {
        const answer = yield* step
        const ghost = update(answer)
        if (ghost instanceof Performable) yield* ghost as Steps<unknown>
        else if (ghost) throw noUpdate(step.label, ghost)
        return answer
      },
      source: update,
    })
  }
}

/** As plain JavaScript may answer it. */
function noUpdate(label: string, answer: unknown): ModelError {
  const seen = givenText(answer)
  const expected = 'an update of a ghost, false or undefined'
  return new ModelError('M012', `${label}: recording answered ${seen}: expected ${expected}.`, {
    expected,
    seen,
    fix: 'Answer what the ghost does: x.store(1).recording(() => seen.store(1)).',
    site: callSite(),
  })
}

type FrameOptions = Pick<FrameRequest, 'word' | 'name' | 'source'> & {
  readonly body: (state: unknown) => Steps<unknown>
  readonly label?: string
  readonly initial?: unknown
} & Partial<Pick<FrameRequest, 'after' | 'region' | 'call' | 'isOfRoutine'>>

const leaveResult = (_state: unknown, result: unknown): { leaves: unknown } => ({ leaves: result })

/** A stretch of a body with a history of its own; without `after` it leaves what its body returns. */
export function frame<R>(options: FrameOptions): Performable<R> {
  const { label = options.name, initial, after = leaveResult, ...rest } = options
  requireFunction(options.source, options.name)
  return new Performable<R>({ kind: 'frame', initial, after, ...rest }, label)
}

export function request<R>(what: Request, label: string): Performable<R> {
  return new Performable<R>(what, label)
}
