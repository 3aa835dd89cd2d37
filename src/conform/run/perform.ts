import type { KThread } from '../../model/eresource/index.ts'
import type { Steps } from '../../model/language/steps.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest, Outcome, ThreadDeclaration } from '../../model/protocol/design.ts'
import { withPoison } from '../../model/run/poison.ts'
import { type Arrival, ThreadRun } from '../../model/run/thread-run.ts'
import type { RoutineName } from '../recording/routines.ts'
import type { Machine } from './machine.ts'
import { outcomesOnThread } from './regions.ts'
import type { Answer, OpenCall, State } from './state.ts'

/** How a call can go on: it returns, it waits, or the machine stops. */
export type Ending =
  | { readonly kind: 'returns'; readonly value: unknown }
  | { readonly kind: 'waits' }
  | { readonly kind: 'stops'; readonly why: string }

export type CallOutcome = { readonly ending: Ending; readonly after: State }

type Values = State['values']

/** Every way in which a routine that the thread calls now can go, until it returns or waits: nobody else does anything meanwhile. */
export function perform(state: State, thread: string, routine: () => Steps<unknown>): readonly CallOutcome[] {
  const answer: Answer = {}
  const body = bodyOf(state.machine, thread, routine, answer)
  return goOn(state, thread, { body, answer, history: [] })
}

/** The call has begun, and nobody knows how far it is. */
export function launch(state: State, thread: string, call: RoutineName, routine: () => Steps<unknown>): State {
  const answer: Answer = {}
  const body = bodyOf(state.machine, thread, routine, answer)
  return { ...state, openCalls: new Map(state.openCalls).set(thread, { body, answer, history: [], inFlight: call }) }
}

/** Every way in which the open call of a thread can go on; the only one is that it waits, where nobody has granted it. */
export function resume(state: State, thread: string): readonly CallOutcome[] {
  const call = state.openCalls.get(thread)
  return call === undefined ? [] : goOn(state, thread, call)
}

function goOn(state: State, thread: string, call: OpenCall): readonly CallOutcome[] {
  return withPoison(() => {
    const { arrival } = new ThreadRun(call.body, call.history, false)
    return follow({ state, thread, call }, arrival, state.values)
  })
}

/** The call, from its last point between two steps. */
type Path = { readonly state: State; readonly thread: string; readonly call: OpenCall }

function follow(path: Path, arrival: Arrival, values: Values): readonly CallOutcome[] {
  const { pending } = arrival
  switch (pending.kind) {
    case 'finished':
      return [ended(path, values, { kind: 'returns', value: path.call.answer.value })]
    case 'failed':
      return [ended(path, values, { kind: 'stops', why: pending.error.message })]
    case 'step':
      return answered(path, arrival, values, undefined)
    case 'choice':
      return pending.options.flatMap((option) => answered(path, arrival, values, option))
    case 'operation': {
      const { object } = pending.request
      const outcomes = outcomesAt(path.state.machine, pending.request, values.get(object))
      if (outcomes.length === 0) return [waiting(path)]
      return outcomes.flatMap((outcome) => {
        if ('failure' in outcome) return [ended(path, values, { kind: 'stops', why: outcome.failure.message })]
        return answered(path, arrival, changed(values, object, outcome.value), outcome.answer)
      })
    }
  }
}

function outcomesAt({ resource }: Machine, request: OperationRequest, value: unknown): readonly Outcome[] {
  return request.object === resource ? request.run(value) : outcomesOnThread(request, value as KThread) // all others are threads
}

function answered(path: Path, arrival: Arrival, values: Values, answer: unknown): readonly CallOutcome[] {
  const next = new ThreadRun(path.call.body, arrival.history, false).feed(answer)
  if (next.isMidStep) return follow(path, next, values)
  const state = { ...path.state, values }
  return follow({ ...path, state, call: { ...path.call, history: next.history } }, next, values)
}

/** The step that waits has not happened at all: what it did before is undone. */
function waiting({ state, thread, call }: Path): CallOutcome {
  const openCalls = new Map(state.openCalls).set(thread, call)
  return { ending: { kind: 'waits' }, after: { ...state, openCalls } }
}

function ended({ state, thread }: Path, values: Values, ending: Ending): CallOutcome {
  const openCalls = new Map(state.openCalls)
  openCalls.delete(thread)
  const stop = ending.kind === 'stops' ? ending.why : undefined
  return { ending, after: { ...state, values, openCalls, stop } }
}

function changed(values: Values, object: ObjectDeclaration, value: unknown): Values {
  return new Map(values).set(object, value)
}

function bodyOf(machine: Machine, thread: string, routine: () => Steps<unknown>, answer: Answer): ThreadDeclaration {
  const id = machine.threads.get(thread)?.id
  if (id === undefined) throw new RangeError(`no thread ${thread}`)
  const body = function* (): Steps<unknown> {
    answer.value = yield* routine()
    return answer.value
  }
  return { name: thread, id, key: thread, family: 0, body, source: routine }
}
