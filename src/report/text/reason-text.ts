import type { Violation } from '../../verdict/verdict.ts'
import { valueText } from './value-text.ts'
import { cut } from './wrap.ts'

const mostOfObserved = 240

/** Why it is one, in a sentence, with what the property read there. */
export function reasonText({ message, observed }: Violation): string {
  return observed === undefined ? message : `${message}: ${observedText(observed)}`
}

/** `critical: [P0, P1]`: what a property read in the last state of its counterexample. */
export function observedText(observed: NonNullable<Violation['observed']>): string {
  return cut(observed.map((it) => `${it.name}: ${valueText(it.value)}`).join(', '), mostOfObserved)
}
