import type { RecordedStep } from '../recording/recording.ts'
import type { State } from '../run/state.ts'
import { matchCall, stopText } from './match-call.ts'
import { matchCheck } from './match-check.ts'
import { matchFields } from './match-fields.ts'
import { matchWakeUp } from './match-wake-up.ts'
import { fitting, misfit, type Tried } from './tried.ts'

export function matchStep(step: RecordedStep, state: State): Tried {
  if (step.kind === 'note') return fitting(state, [])
  if (state.stop !== undefined) return misfit(`nothing: the machine has stopped (${stopText(state.stop)})`)
  switch (step.kind) {
    case 'call':
      return matchCall(step, state)
    case 'wake-up':
      return matchWakeUp(step, state)
    case 'check':
      return matchCheck(step, state)
    case 'fields':
      return matchFields(step, state)
  }
}
