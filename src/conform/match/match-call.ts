import { isWaiting } from '../../model/eresource/inside/index.ts'
import type { CallStep, RecordedEnd } from '../recording/recording.ts'
import { routineOf } from '../run/call.ts'
import { type CallOutcome, type Ending, launch, perform } from '../run/perform.ts'
import { resourceOf, type State } from '../run/state.ts'
import { isAnswer, returnsText } from './answer.ts'
import { isBugCheck } from './code.ts'
import { matchNullCall } from './null-resource.ts'
import { fitting, misfit, type Tried } from './tried.ts'

/** A call that returns before the next step, waits, raises or stops the machine. */
export function matchCall(step: CallStep, state: State): Tried {
  const busy = busyText(state, step.thread)
  if (busy !== undefined) return misfit(busy)
  if (step.args.resource === null) return matchNullCall(step, state)
  const routine = routineOf(state.machine, step.thread, step.call, step.args)
  if (step.end.kind === 'in flight') return fitting(launch(state, step.thread, step.call, routine), [])
  const outcomes = perform(state, step.thread, routine)
  const fits = outcomes.filter(({ ending }) => isRecorded(step.end, ending)).map(({ after }) => after)
  return {
    fits,
    allowed: outcomes.map((outcome) => endingText(outcome, step.thread)),
    notChecked: notCheckedOf(step, outcomes),
  }
}

/** Why a thread cannot call now: it has not returned from its last call. */
export function busyText(state: State, thread: string): string | undefined {
  if (!state.openCalls.has(thread)) return undefined
  const id = state.machine.threads.get(thread)?.id
  const isQueued = id !== undefined && isWaiting(resourceOf(state), id)
  return isQueued
    ? `${thread} does nothing: it still waits in its call`
    : `${thread} returns from its call first ("expectUnblocked")`
}

function isRecorded(recorded: RecordedEnd, ending: Ending): boolean {
  switch (recorded.kind) {
    case 'returns':
      return ending.kind === 'returns' && isRecordedAnswer(recorded, ending.value)
    case 'waits':
      return ending.kind === 'waits'
    case 'stops':
      return ending.kind === 'stops' && isBugCheck(recorded.code, ending.why)
    case 'in flight':
      return true // whatever comes of it
    case 'raises':
      return false // of a valid resource no routine raises
  }
}

function isRecordedAnswer({ value }: { readonly value?: CallAnswer }, answer: unknown): boolean {
  return value === undefined || answer === undefined || isAnswer(value, answer)
}

type CallAnswer = Extract<RecordedEnd, { readonly kind: 'returns' }>['value']

/** The combined routines answer a pointer that callers must not look at. */
function notCheckedOf({ call, end }: CallStep, outcomes: readonly CallOutcome[]): readonly string[] {
  const isOpaque = outcomes.some(({ ending }) => ending.kind === 'returns' && ending.value === undefined)
  return end.kind === 'returns' && end.value !== undefined && isOpaque ? [`the answer of ${call}`] : []
}

function endingText({ ending, after }: CallOutcome, thread: string): string {
  switch (ending.kind) {
    case 'returns':
      return returnsText(ending.value)
    case 'stops':
      return stopText(ending.why)
    case 'waits': {
      const isExclusive = resourceOf(after).exclusiveWaiters.some((id) => id.description === thread)
      return `waits for ${isExclusive ? 'exclusive' : 'shared'} access`
    }
  }
}

export function stopText(why: string): string {
  if (why.startsWith('bug check')) return why
  return why.startsWith('0x') ? `bug check ${why}` : `misuse: ${why}`
}
