/** What a matcher answers: an assertion passes on what is known, and its opposite, too. */
import type { CheckOptions } from '../check/options/check-options.ts'
import { printable } from '../model/values/printable.ts'
import { lastingPage } from '../report/lasting-page.ts'
import { systemText, violated } from '../report/text/headline.ts'
import { count } from '../report/text/quantity.ts'
import { lastingText } from '../report/text/violation-text.ts'
import { isHeld, isLeftOut } from '../verdict/left-out.ts'
import type { Answer, Verdict } from '../verdict/verdict.ts'

export type Result = { readonly pass: boolean; readonly message: () => string }

/** What `expect.extend` gives a matcher as `this`. */
export type Asserted = { readonly isNot: boolean }

/** What an assertion says of a verdict. */
export type Claim = {
  readonly verdict: Verdict
  readonly options: CheckOptions | undefined
  /** `to deadlock after 3 steps` */
  readonly wanted: string
  readonly isTrue: boolean
  /** The opposite is known, too: it is not for want of a search, or of the question, that it is not true. */
  readonly isFalse: boolean
}

/** Where neither is known an assertion fails, and so does its opposite. */
export function result({ isNot }: Asserted, { verdict, options, wanted, isTrue, isFalse }: Claim): Result {
  const pass = isNot ? !isFalse : isTrue
  return {
    pass,
    message: () => {
      const seen = `expected ${systemText(verdict.system, verdict.parameters)} ${pass ? 'not ' : ''}${wanted}; it ${outcome(verdict, options)}`
      return `${printable(seen)}\n\n${lastingText(verdict, lastingPage())}`
    },
  }
}

/** A violation was found, or all answers of this kind are that there is none. */
export function isDecided(
  { answers, violation }: Verdict,
  options: CheckOptions | undefined,
  isAsked: (answer: Answer) => boolean,
): boolean {
  const asked = answers.filter(isAsked)
  return violation !== undefined || (asked.length > 0 && asked.every((answer) => isHeld(answer, options)))
}

function outcome(verdict: Verdict, options: CheckOptions | undefined): string {
  if (verdict.violation !== undefined) return `is violated: ${violated(verdict.violation)}`
  if (verdict.verdict !== 'verified') return 'was not searched to the end'
  const left = verdict.answers.find((answer) => answer.result === 'not looked for' && !isLeftOut(answer, options))
  if (left === undefined) return `holds in all ${count(verdict.states)} states`
  return left.kind === 'nobody stuck'
    ? 'was not searched for a thread that is stuck while others go on: { stuck: true } does, { stuck: false } says that it need not be'
    : `was not asked for ${left.name}: { liveness: false } says that it need not be`
}
