import { check, checkOneOfMany } from '../../check/check.ts'
import type { CheckOptions } from '../../check/options/check-options.ts'
import type { System } from '../../model/language/system.ts'
import { withoutSites } from '../../model/protocol/site.ts'
import { lastingPage } from '../../report/lasting-page.ts'
import { lastingText } from '../../report/text/violation-text.ts'
import { isHeld } from '../../verdict/left-out.ts'

/**
 * What a law throws: the trace of the shortest schedule that breaks it. The same text in every run on every machine.
 * @example
 * try { holdsUnderEveryInterleaving(handOver) } catch (error) {
 *   if (error instanceof LawBroken) console.log(error.message)
 * }
 */
export class LawBroken extends Error {
  override readonly name: string = 'LawBroken'

  constructor(message: string) {
    super(message)
    this.stack = `${this.name}: ${message}` // the place that matters is in the trace
  }
}

/**
 * Passes when the system is verified: no operation fails, nobody waits for ever whatever others owe, neither all at
 * once nor one while others go on, and each property that it declares holds, in all states and, of what must come some
 * time, in all fair runs. A search that a limit stopped is not enough, and neither is one in which nobody looked for a
 * thread that is stuck while others go on: in large systems only `{ stuck: true }` looks, and `{ stuck: false }` says
 * that this need not be.
 * @throws LawBroken with the trace of the shortest schedule.
 * @example
 * const two = program([['lock', 'unlock'], ['lock', 'unlock']])
 * holdsUnderEveryInterleaving(clientSystem(flagLock, two))
 */
export function holdsUnderEveryInterleaving(system: System, options: CheckOptions = {}): void {
  const { verdict, answers } = withoutSites(() => checkOneOfMany(system, options))
  if (verdict === 'verified' && answers.every((answer) => isHeld(answer, options))) return
  throw new LawBroken(lastingText(check(system, options), lastingPage()))
}
