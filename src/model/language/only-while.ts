/** A stretch of a body whose every step asks for something first, as part of it. Done in the language alone, as `mayEnd` is. */
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import { Yielded } from '../protocol/performance.ts'
import type { Step } from '../protocol/step.ts'
import { declarationIn, type Named } from './name-of.ts'
import { frame, type Operation, type Steps } from './steps.ts'

/** What is asked, and of which object. */
type Guard = { readonly of: ObjectDeclaration; readonly asks: () => Operation<unknown> }

/**
 * The body, each step of which is taken only while `asks` does not wait: it is asked in the same step. Operations of
 * the object that is asked are left as they are: they ask it themselves.
 * @example
 * const { gate } = shared({ gate: cell(['open', 'shut']) })
 * yield* onlyWhile(gate, () => gate.waitFor('open'), () => count.add(1))
 */
export function onlyWhile<R>(of: Named, asks: () => Operation<unknown>, body: () => Steps<R>): Steps<R> {
  const guard = { of: declarationIn(of), asks }
  return frame<R>({
    word: 'onlyWhile',
    name: 'onlyWhile',
    label: 'onlyWhile(…)',
    body: () => guarded(body(), guard),
    source: body,
  })
}

/** What is no list of steps is for whoever runs it to refuse. */
function guarded(steps: Steps<unknown>, guard: Guard): Steps<unknown> {
  return typeof steps?.[Symbol.iterator] === 'function' ? guarding(steps[Symbol.iterator](), guard) : steps
}

function* guarding(steps: Iterator<Step, unknown, unknown>, guard: Guard): Generator<Step, unknown, unknown> {
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer)
    if (done === true) return value
    const yielded: unknown = value
    answer = yield yielded instanceof Yielded ? asStep(taken(yielded, guard)) : value
  }
}

/** A step is asked for; frames are asked inside. Nothing is performed here, so that the place of a step stays the user's. */
function taken(yielded: Yielded, guard: Guard): Yielded {
  const { request } = yielded
  switch (request.kind) {
    case 'operation':
      return request.object === guard.of ? yielded : asked(yielded, guard, request.label)
    case 'step':
      return asked(yielded, guard, request.label)
    case 'frame':
      if (request.word === 'atomically' || request.word === 'recording') return asked(yielded, guard, request.name)
      return new Yielded({ ...request, body: (state) => guarded(request.body(state), guard) })
    default:
      return yielded
  }
}

/** Both in one step. That is what a processor does, no assumption of the design; reports show what is asked for, `text`. */
function asked(yielded: Yielded, { asks }: Guard, text: string): Yielded {
  return new Yielded({
    kind: 'frame',
    word: 'atomically',
    name: 'atomically',
    initial: undefined,
    body: function* () {
      yield* asks()
      return yield asStep(yielded)
    },
    after: (_state, result) => ({ leaves: result }),
    source: ownSource,
    isOfRoutine: true,
    call: { text: () => text },
  })
}

function ownSource(): void {}

/** A Step is opaque to bodies. */
function asStep(yielded: Yielded): Step {
  return yielded as unknown as Step
}
