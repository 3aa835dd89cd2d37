import type { Trace } from '../../verdict/trace.ts'
import { accountLines } from './account-text.ts'
import { standingLines } from './standing-text.ts'
import { finalLines, initialLines } from './state-text.ts'
import type { Page } from './style.ts'
import { traceLines } from './trace-text.ts'

/** A run from its first values; `read`: names of objects that a violated property has looked at. Where threads wait for ever, or that is asked for, its last ones as well: of a lost wake-up they are the message. */
export function runSections(trace: Trace, page: Page, read: readonly string[] = [], showsEnd = false): string[][] {
  const end = trace.stuck.length === 0 && !showsEnd ? [] : [finalLines(trace, page, read), standingLines(trace, page)]
  const account = trace.account === undefined ? [] : [accountLines(trace, page)]
  return [initialLines(trace, page), traceLines(trace, page, read), ...account, ...end]
}
