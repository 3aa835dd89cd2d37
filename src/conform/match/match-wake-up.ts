import type { Recorded, WakeUpStep } from '../recording/recording.ts'
import { type CallOutcome, resume } from '../run/perform.ts'
import type { State } from '../run/state.ts'
import { isAnswer, returnsText } from './answer.ts'
import { matchReturns } from './match-returns.ts'
import { misfit, type Tried } from './tried.ts'

/** Exactly the threads that were granted return, whatever order they run in. */
export function matchWakeUp(step: WakeUpStep, state: State): Tried {
  if (state.machine.hasFlights) return matchReturns(step, state)
  const granted = [...state.openCalls.keys()].filter((thread) => returnsOf(state, thread).length > 0)
  const allowed = [wakeUpText(state, granted)]
  const isSame = granted.length === step.threads.length && granted.every((thread) => step.threads.includes(thread))
  if (!isSame) return misfit(...allowed)
  let states: readonly State[] = [state]
  for (const thread of granted) states = states.flatMap((one) => resumed(one, thread, step.returns.get(thread)))
  const opaque = granted.filter((thread) => step.returns.get(thread) !== undefined && !answers(state, thread))
  return { fits: states, allowed, notChecked: opaque.map((thread) => `the answer that ${thread} got`) }
}

/** The combined routines answer a pointer that callers must not look at. */
function answers(state: State, thread: string): boolean {
  return returnsOf(state, thread).some(({ value }) => value !== undefined)
}

function resumed(state: State, thread: string, recorded: Recorded | undefined): readonly State[] {
  return returnsOf(state, thread)
    .filter(({ value }) => recorded === undefined || value === undefined || isAnswer(recorded, value))
    .map(({ after }) => after)
}

function returnsOf(state: State, thread: string): readonly { readonly value: unknown; readonly after: State }[] {
  return resume(state, thread).flatMap(({ ending, after }: CallOutcome) =>
    ending.kind === 'returns' ? [{ value: ending.value, after }] : [],
  )
}

function wakeUpText(state: State, granted: readonly string[]): string {
  const waiting = [...state.openCalls.keys()].filter((thread) => !granted.includes(thread))
  const returns = granted.map((thread) => `${thread} ${returnsText(returnsOf(state, thread)[0]?.value)}`)
  const others = waiting.length === 0 ? '' : `; ${waiting.join(', ')} ${waiting.length === 1 ? 'waits' : 'wait'} on`
  return `${returns.length === 0 ? 'nobody returns' : returns.join(', ')}${others}`
}
