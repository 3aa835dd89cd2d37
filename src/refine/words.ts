/** Abstract states as people read them. */
import { existing } from '../errors/at.ts'
import { saidText } from '../model/protocol/names.ts'
import { show } from '../model/values/encode.ts'
import { type ThreadId, threadIdName } from '../model/values/thread-id.ts'
import { type Abstract, callersIn, type Specification } from './specification.ts'

const mostStates = 3

/** `free | held by T1 [T0 ▸ lock]` */
export function setText(specification: Specification, states: readonly Abstract[]): string {
  const shown = states.slice(0, mostStates).map((state) => stateText(specification, state))
  const more = states.length - shown.length
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(' | ')
}

/** The objects as they say it themselves; and of whom has called what, and what is left of it but to return. */
export function stateText(specification: Specification, state: Abstract): string {
  const { objects } = specification
  const values = objects.map((object) => {
    const value = state.objects[object.name]
    return object.words?.(value) ?? (objects.length === 1 ? show(value) : `${object.name} ${show(value)}`)
  })
  const calls = callersIn(state).map((me) => callText(specification, state, me))
  return `${values.join(', ')}${calls.length === 0 ? '' : ` [${calls.join(', ')}]`}`
}

function callText(specification: Specification, state: Abstract, me: ThreadId): string {
  const call = callOf(state, me)
  const answered = specification.answerOf(state, me)
  if (answered === undefined) return `${threadIdName(me)} ▸ ${call}`
  return `${threadIdName(me)} ${call} ${returnText(answered.answer)}`
}

/** What a thread has called. */
export function callOf({ calls }: Abstract, me: ThreadId): string {
  return String(existing(calls[me]?.[0]?.answers[0], 'a call'))
}

/** `◂ true` */
export function returnText(answer: unknown): string {
  return answer === undefined ? '◂' : `◂ ${show(answer)}`
}

/** Why a call must not return here: what the specification would have answered by now, if anything. */
export function refusal(specification: Specification, states: readonly Abstract[], me: ThreadId): string {
  const might = states.flatMap((state) => specification.answerOf(state, me) ?? []).map((one) => saidText(one.answer))
  const all = [...new Set(might)]
  return `${specification.name} ${all.length > 0 ? `${all.join(' or ')} here` : 'would not return here'}`
}

/** What the specification would do where those who have called wait, and how it is then: `mutex would return T1's lock here: held by T1`. */
export function promise(specification: Specification, states: readonly Abstract[]): string {
  const able = new Map<ThreadId, Abstract>()
  for (const state of states)
    for (const me of callersIn(state))
      if (specification.answerOf(state, me) !== undefined && !able.has(me)) able.set(me, state)
  const each = [...able].map(
    ([me, state]) =>
      `${threadIdName(me)}'s ${callOf(state, me)} here: ${stateText(specification, specification.returned(state, me))}`,
  )
  return `${specification.name} would return ${each.join('; or ')}`
}
