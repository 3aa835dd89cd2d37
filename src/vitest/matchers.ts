import type { CheckOptions } from '../check/options/check-options.ts'
import { examineCheckOptions } from '../check/options/known-options.ts'
import { examineValue } from '../options/examined.ts'
import { text } from '../options/kinds.ts'
import type { Answer, Verdict } from '../verdict/verdict.ts'
import { isDeadlock, isStuck, starves } from '../verdict/waiting-forever.ts'
import { checked } from './checked.ts'
import { claim, judged, type LassoLength, type Length, type Lengths } from './lengths.ts'
import { type RefinementOptions, refining } from './refines.ts'
import { type Asserted, isDecided, type Result, result } from './result.ts'

/**
 * What `expect.extend` is given: see the types of `LockproofMatchers`.
 * @example
 * import { matchers } from 'lockproof/vitest'
 * expect.extend(matchers)
 */
export const matchers: {
  toHoldUnderEveryInterleaving(this: Asserted, received: unknown, options?: CheckOptions): Result
  toViolate(this: Asserted, received: unknown, property: string, length?: Lengths & CheckOptions): Result
  toDeadlock(this: Asserted, received: unknown, length?: Length & CheckOptions): Result
  toGetStuck(this: Asserted, received: unknown, thread: string, length?: Length & CheckOptions): Result
  toStarve(this: Asserted, received: unknown, thread: string, length?: LassoLength & CheckOptions): Result
  toMakeProgress(this: Asserted, received: unknown, options?: CheckOptions): Result
  toFail(this: Asserted, received: unknown, message: string, length?: Length & CheckOptions): Result
  toRefine(this: Asserted, received: unknown, specification: unknown, its?: RefinementOptions): Result
} = {
  toHoldUnderEveryInterleaving(received, options) {
    examineCheckOptions(options, 'toHoldUnderEveryInterleaving')
    const verdict = checked(received, options)
    const isTrue = verdict.verdict === 'verified' && isDecided(verdict, options, () => true)
    const isFalse = verdict.violation !== undefined
    return result(this, { verdict, options, wanted: 'to hold under every interleaving', isTrue, isFalse })
  },

  toViolate(received, property, length) {
    examineValue('The property of toViolate', property, text)
    const its = judged(received, 'toViolate', length, ['steps', 'stem', 'cycle'])
    const { answers, violation } = its.verdict
    const known = answers.map(({ name }) => `'${name}'`)
    const isNamed = ({ name }: Answer): boolean => name === property
    const found = violation?.property === property
    const isKnown = found || answers.some(isNamed)
    const wanted = `to violate '${property}'${its.within}${isKnown ? '' : ` (its properties are ${known.join(', ')})`}`
    return result(this, claim(its, wanted, found, isKnown && isDecided(its.verdict, its.options, isNamed)))
  },

  toDeadlock(received, length) {
    const its = judged(received, 'toDeadlock', length, ['steps'])
    const isKnown = isDecided(its.verdict, its.options, isOfWaiting)
    return result(this, claim(its, `to deadlock${its.within}`, isDeadlock(its.verdict.violation), isKnown))
  },

  toGetStuck(received, thread, length) {
    examineValue('The thread of toGetStuck', thread, text)
    const its = judged(received, 'toGetStuck', length, ['steps'])
    const { hint, isOne } = knownThread(its.verdict, thread)
    const isKnown = isOne && isDecided(its.verdict, its.options, isOfWaiting)
    const wanted = `to get ${thread} stuck${its.within}${hint}`
    return result(this, claim(its, wanted, isStuck(its.verdict.violation, thread), isKnown))
  },

  toStarve(received, thread, length) {
    examineValue('The thread of toStarve', thread, text)
    const its = judged(received, 'toStarve', length, ['stem', 'cycle'])
    const { answers, violation } = its.verdict
    const { hint, isOne } = knownThread(its.verdict, thread)
    const isAsked = ({ kind, liveness }: Answer): boolean =>
      kind === 'starvation freedom' && (liveness === undefined || liveness.threads.includes(thread))
    const lacks = isOne && !answers.some(isAsked) ? ' (nothing of it says starvationFree of that thread)' : ''
    // the search ends with the first who starves: of others nothing is known then
    const other = violation?.thread !== thread && starves(violation, violation?.thread ?? '', answers)
    const isKnown = isOne && lacks === '' && !other && isDecided(its.verdict, its.options, isAsked)
    const wanted = `to starve ${thread}${its.within}${hint}${lacks}`
    return result(this, claim(its, wanted, starves(violation, thread, answers), isKnown))
  },

  toMakeProgress(received, options) {
    examineCheckOptions(options, 'toMakeProgress')
    const verdict = checked(received, options)
    const asked = verdict.answers.filter(({ kind }) => kind === 'progress')
    const isTrue = asked.length > 0 && asked.every(({ result }) => result === 'holds')
    const isFalse = asked.some(({ result }) => result === 'violated')
    const hint = asked.length === 0 ? ' (nothing of it says progress)' : ''
    return result(this, { verdict, options, wanted: `to make progress${hint}`, isTrue, isFalse })
  },

  toFail(received, message, length) {
    examineValue('The message of toFail', message, text)
    const its = judged(received, 'toFail', length, ['steps'])
    const { violation } = its.verdict
    const isKnown = isDecided(its.verdict, its.options, ({ kind }) => kind === 'no failure')
    const fails = violation?.kind === 'failure' && violation.message.includes(message)
    return result(this, claim(its, `to fail with '${message}'${its.within}`, fails, isKnown))
  },

  toRefine(received, specification, its) {
    const { system, options } = refining(received, specification, its)
    examineCheckOptions(options, 'toRefine')
    const verdict = checked(system, options)
    const isTrue = verdict.verdict === 'verified' && isDecided(verdict, options, () => true)
    const isFalse = verdict.violation !== undefined
    return result(this, { verdict, options, wanted: 'to do so', isTrue, isFalse })
  },
}

function isOfWaiting({ kind }: Answer): boolean {
  return kind === 'no deadlock' || kind === 'nobody stuck'
}

/** A name that no thread has is a slip. */
function knownThread({ localStates }: Verdict, thread: string): { readonly isOne: boolean; readonly hint: string } {
  const names = localStates.map((one) => one.thread)
  const isOne = names.length === 0 || names.includes(thread)
  return { isOne, hint: isOne ? '' : ` (its threads are ${names.join(', ')})` }
}
