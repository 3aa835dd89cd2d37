import type { Recorded, WakeUpStep } from '../recording/recording.ts'
import type { RoutineName } from '../recording/routines.ts'
import type { OpenCall, State } from '../run/state.ts'
import { isAnswer, returnsText } from './answer.ts'
import { misfit, type Tried } from './tried.ts'

/**
 * Beside calls in flight: whoever returns is through, and whoever slept and was granted returns, unless the one who grants is in flight itself and has
 * not signaled yet. A call in flight that is through may be seen to return, or not yet.
 */
export function matchReturns({ threads, returns }: WakeUpStep, state: State): Tried {
  const through = [...state.openCalls].filter(([, { returned }]) => returned !== undefined)
  const mayBeLate = [...state.openCalls.values()].some(({ inFlight }) => inFlight !== undefined && grants(inFlight))
  const allowed = [returnTexts(through)]
  const isMissed = through.some(
    ([name, { inFlight }]) => inFlight === undefined && !mayBeLate && !threads.includes(name),
  )
  const isAllowed = threads.every((thread) => hasReturned(state.openCalls.get(thread), returns.get(thread)))
  if (isMissed || !isAllowed) return misfit(...allowed)
  const openCalls = new Map([...state.openCalls].filter(([name]) => !threads.includes(name)))
  const opaque = threads.filter((thread) => returns.has(thread) && isOpaque(state.openCalls.get(thread)))
  return {
    fits: [{ ...state, openCalls }],
    allowed,
    notChecked: opaque.map((thread) => `the answer that ${thread} got`),
  }
}

function hasReturned(call: OpenCall | undefined, recorded: Recorded | undefined): boolean {
  if (call?.returned === undefined) return false
  return recorded === undefined || isOpaque(call) || isAnswer(recorded, call.returned.value)
}

/** The combined routines answer a pointer that callers must not look at. */
function isOpaque(call: OpenCall | undefined): boolean {
  return call?.returned !== undefined && call.returned.value === undefined
}

function grants(routine: RoutineName): boolean {
  return routine.startsWith('ExRelease') || routine.startsWith('ExConvert')
}

function returnTexts(through: readonly (readonly [string, OpenCall])[]): string {
  const texts = through.map(([name, { returned, inFlight }]) => {
    const text = `${name} ${returnsText(returned?.value)}`
    return inFlight === undefined ? text : `${text}, or not yet`
  })
  return texts.length === 0 ? 'nobody returns' : texts.join(', ')
}
