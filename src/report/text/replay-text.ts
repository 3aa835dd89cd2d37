import { printable, printableData } from '../../model/values/printable.ts'
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import type { Value } from '../../verdict/value.ts'
import { systemText } from './headline.ts'
import { locksText } from './locks-text.ts'
import { allMoves, toldMoves } from './move-text.ts'
import { counted } from './quantity.ts'
import { standingLines } from './standing-text.ts'
import { finalLines, initialLines } from './state-text.ts'
import type { Page } from './style.ts'
import { namesOf, traceLines } from './trace-text.ts'

/** A schedule that was followed, step by step. */
export function replayText(
  system: string,
  parameters: Readonly<Record<string, Value>>,
  followed: Trace,
  page: Page,
): string {
  const trace = printableData(followed)
  const { steps, switches, stuck } = trace
  const title = `replayed: ${counted(steps.length, 'step')}, ${counted(switches, 'switch', 'switches')}`
  const end = steps.at(-1)?.failure === undefined ? [] : [page.style.red('  the last step fails')]
  const sections = [
    [page.style.bold(title), `  ${'system'.padEnd(10)}${printable(systemText(system, parameters))}`],
    initialLines(trace, page),
    traceLines(trace, page),
    ...trace.steps.map((step, i) => locksAfter(step, i + 1, namesOf(trace), page)),
    finalLines(trace, page),
    [...end, ...(stuck.length === 0 ? [] : ['  nobody is owed a step any more:']), ...standingLines(trace, page)],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** The locks after a step, where they were asked for. */
function locksAfter(step: TraceStep, number: number, threads: readonly string[], page: Page): string[] {
  const { thread, locks } = step
  if (locks === undefined) return []
  const moves = page.showsAll === true ? allMoves(step) : toldMoves(step)
  const title = `  after step ${number}, ${thread}: ${moves.map(({ text }) => text).join(' ')}`
  const lines = locks.length === 0 ? ['no lock changes'] : locksText(locks, { width: page.width - 4, threads })
  return [page.style.bold(title), ...lines.map((line) => `    ${line}`)]
}
