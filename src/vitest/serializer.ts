import { lastingPage } from '../report/lasting-page.ts'
import { lastingText, traceText, violationText } from '../report/text/violation-text.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Verdict, Violation } from '../verdict/verdict.ts'
import { isTrace, isVerdict, isViolation } from './recognise.ts'

/**
 * Prints verdicts, violations and traces in snapshots as `check` prints them, without times and without paths of this
 * machine.
 * @example
 * import { serializer } from 'lockproof/vitest'
 * expect.addSnapshotSerializer(serializer)
 */
export const serializer: {
  test(value: unknown): boolean
  serialize(value: Verdict | Violation | Trace): string
} = {
  test: (value) => isVerdict(value) || isViolation(value) || isTrace(value),
  serialize: (value) => {
    if (isVerdict(value)) return lastingText(value, lastingPage())
    return isViolation(value) ? violationText(value, lastingPage()) : traceText(value as Trace, lastingPage()) // `test` let it through
  },
}
