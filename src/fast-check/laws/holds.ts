import { check, checkOneOfMany } from '../../check/check.ts'
import type { CheckOptions } from '../../check/options/check-options.ts'
import type { System } from '../../model/language/system.ts'
import { withoutSites } from '../../model/protocol/site.ts'
import { lastingPage } from '../../report/lasting-page.ts'
import { lastingText } from '../../report/text/violation-text.ts'

/** What a law throws: the trace of the shortest schedule that breaks it. The same text in every run on every machine. */
export class LawBroken extends Error {
  override readonly name: string = 'LawBroken'

  constructor(message: string) {
    super(message)
    this.stack = `${this.name}: ${message}` // the place that matters is in the trace
  }
}

/**
 * Passes when no interleaving of the system violates anything. A search that a limit stopped is not enough.
 * @throws LawBroken with the trace of the shortest schedule.
 */
export function holdsUnderEveryInterleaving(system: System, options: CheckOptions = {}): void {
  if (withoutSites(() => checkOneOfMany(system, options)).verdict === 'verified') return
  throw new LawBroken(lastingText(check(system, options), lastingPage()))
}
