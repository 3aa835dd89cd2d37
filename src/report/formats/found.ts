/** What all formats ask of a result. */
import { printableData } from '../../model/values/printable.ts'
import type { Site } from '../../verdict/site.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Reported, ReportedRun } from '../reported.ts'
import { headline, systemText } from '../text/headline.ts'
import { reasonText } from '../text/reason-text.ts'

/** For formats that people read: names and values of the user as lines without what terminals and pages obey. */
export function printableRun(run: ReportedRun): ReportedRun {
  return { ...run, systems: run.systems.map(printableResult), errors: printableData(run.errors) }
}

/** The report of the terminal is that already, in many lines. */
function printableResult(one: Reported): Reported {
  return { ...printableData(one), text: one.text }
}

/** How a system came out, in the words of test runners. */
export type Outcome = 'passed' | 'failed' | 'incomplete' | 'error'

export function outcomeOf({ verdict }: Reported): Outcome {
  if (verdict === undefined) return 'error'
  if (verdict.verdict === 'incomplete') return 'incomplete'
  return verdict.expected.isAsExpected ? 'passed' : 'failed'
}

export function nameOf({ system, parameters }: Reported): string {
  return systemText(system, parameters)
}

/** One line: what was found, or what went wrong. */
export function lineOf({ verdict, error }: Reported): string {
  if (verdict !== undefined) return headline(verdict)
  return error === undefined ? 'not checked' : `error ${error.code}: ${error.message}`
}

/** The reason in one sentence, where there is one. */
export function reasonOf({ verdict }: Reported): string | undefined {
  return verdict?.violation && reasonText(verdict.violation)
}

/** The line that matters most: where the first thread waits for ever, or the last step was made; else where the system is. */
export function placeOf({ verdict, error }: Reported): Site | undefined {
  if (verdict === undefined) return error?.site
  const trace = verdict.violation?.trace
  const sites = trace === undefined ? [] : [...trace.stuck.map(({ site }) => site), lastSite(trace), verdict.site]
  return [...sites, verdict.site].find((site) => site !== undefined && site.line > 0)
}

function lastSite({ steps }: Trace): Site | undefined {
  return steps.at(-1)?.moves.at(-1)?.site
}
