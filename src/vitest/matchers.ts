import type { CheckOptions } from '../check/options/check-options.ts'
import { examineCheckOptions } from '../check/options/known-options.ts'
import { printable } from '../model/values/printable.ts'
import { examineValue } from '../options/examined.ts'
import { integer, text } from '../options/kinds.ts'
import { lastingPage } from '../report/lasting-page.ts'
import { systemText, violated } from '../report/text/headline.ts'
import { count, counted } from '../report/text/quantity.ts'
import { lastingText } from '../report/text/violation-text.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { checked } from './checked.ts'

export type Length = {
  /** Exactly so many steps, which breadth first is the length of the shortest counterexample. */
  readonly steps?: number
}

type Result = { readonly pass: boolean; readonly message: () => string }

/** What `expect.extend` is given: see the types of `LockproofMatchers`. */
export const matchers: {
  toHoldUnderEveryInterleaving(received: unknown, options?: CheckOptions): Result
  toViolate(received: unknown, property: string, length?: Length & CheckOptions): Result
  toDeadlock(received: unknown, length?: Length & CheckOptions): Result
  toFail(received: unknown, message: string, length?: Length & CheckOptions): Result
} = {
  toHoldUnderEveryInterleaving(received, options) {
    examineCheckOptions(options, 'toHoldUnderEveryInterleaving')
    const verdict = checked(received, options)
    return result(verdict, verdict.verdict === 'verified', 'to hold under every interleaving')
  },

  toViolate(received, property, length) {
    examineValue('The property of toViolate', property, text)
    const { verdict, steps } = judged(received, 'toViolate', length)
    const known = verdict.answers.map(({ name }) => name)
    const isKnown = known.includes(property) || verdict.violation?.property === property
    const wanted = `to violate '${property}'${within(steps)}${isKnown ? '' : ` (its properties are ${known.map((name) => `'${name}'`).join(', ')})`}`
    return result(verdict, verdict.violation?.property === property && isLong(verdict, steps), wanted)
  },

  toDeadlock(received, length) {
    const { verdict, steps } = judged(received, 'toDeadlock', length)
    return result(
      verdict,
      verdict.violation?.kind === 'deadlock' && isLong(verdict, steps),
      `to deadlock${within(steps)}`,
    )
  },

  toFail(received, message, length) {
    examineValue('The message of toFail', message, text)
    const { verdict, steps } = judged(received, 'toFail', length)
    const fails = verdict.violation?.kind === 'failure' && verdict.violation.message.includes(message)
    return result(verdict, fails && isLong(verdict, steps), `to fail with '${message}'${within(steps)}`)
  },
}

function judged(received: unknown, whose: string, length: Length & CheckOptions = {}) {
  examineCheckOptions(length, whose, { steps: integer(0) })
  const { steps, ...options } = length
  return { verdict: checked(received, options), steps }
}

function isLong({ violation }: Verdict, steps: number | undefined): boolean {
  return steps === undefined || violation?.trace?.steps.length === steps
}

function within(steps: number | undefined): string {
  return steps === undefined ? '' : ` after ${counted(steps, 'step')}`
}

function result(verdict: Verdict, pass: boolean, wanted: string): Result {
  return {
    pass,
    message: () => {
      const seen = `expected ${systemText(verdict.system, verdict.parameters)} ${pass ? 'not ' : ''}${wanted}; it ${outcome(verdict)}`
      return `${printable(seen)}\n\n${lastingText(verdict, lastingPage())}`
    },
  }
}

function outcome(verdict: Verdict): string {
  if (verdict.violation !== undefined) return `is violated: ${violated(verdict.violation)}`
  if (verdict.verdict === 'verified') return `holds in all ${count(verdict.states)} states`
  return 'was not searched to the end'
}
