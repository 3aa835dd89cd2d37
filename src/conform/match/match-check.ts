import type { CheckName, CheckStep } from '../recording/recording.ts'
import type { RoutineName } from '../recording/routines.ts'
import { routineOf } from '../run/call.ts'
import { perform } from '../run/perform.ts'
import type { State } from '../run/state.ts'
import { answerText, isAnswer } from './answer.ts'
import { busyText, stopText } from './match-call.ts'
import { fitting, misfit, type Tried } from './tried.ts'

export const queryOf: Readonly<Record<CheckName, RoutineName>> = {
  acquiredExclusive: 'ExIsResourceAcquiredExclusiveLite',
  acquiredSharedCount: 'ExIsResourceAcquiredSharedLite',
  exclusiveWaiters: 'ExGetExclusiveWaiterCount',
  sharedWaiters: 'ExGetSharedWaiterCount',
}

/** The queries that were recorded, made by the thread one after the other. */
export function matchCheck({ thread, check }: CheckStep, state: State): Tried {
  const busy = busyText(state, thread)
  if (busy !== undefined) return misfit(busy)
  const texts: string[] = []
  let isFit = true
  for (const [name, recorded] of Object.entries(check) as [CheckName, CheckStep['check'][CheckName]][]) {
    // read as such
    const [outcome] = perform(state, thread, routineOf(state.machine, thread, queryOf[name]))
    if (outcome?.ending.kind !== 'returns')
      return misfit(outcome?.ending.kind === 'stops' ? stopText(outcome.ending.why) : 'waits')
    const { value } = outcome.ending
    texts.push(`${name} ${answerText(value)}`)
    isFit &&= recorded === undefined || isAnswer(recorded, value)
  }
  return isFit ? fitting(state, [texts.join(', ')]) : misfit(texts.join(', '))
}
