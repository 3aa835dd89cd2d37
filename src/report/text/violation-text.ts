import { printable, printableData } from '../../model/values/printable.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Verdict, Violation } from '../../verdict/verdict.ts'
import { headline, systemText } from './headline.ts'
import { counted } from './quantity.ts'
import { runSections } from './run-text.ts'
import type { Page } from './style.ts'
import { lengthText, namesRead } from './verdict-text.ts'

/** What was found and the way there, and nothing that another run or another machine would say differently. */
export function lastingText(verdict: Verdict, page: Page): string {
  const { system, parameters, violation } = verdict
  const title = `${printable(headline(verdict))}\n  ${'system'.padEnd(10)}${printable(systemText(system, parameters))}`
  return violation === undefined ? title : `${title}\n\n${violationText(violation, page)}`
}

/** One sentence, and the trace with its schedule. */
export function violationText({ message, observed, trace }: Violation, page: Page): string {
  const sentence = `  ${printable(page.places(message))}`
  return trace === undefined ? sentence : `${sentence}\n\n${traceText(trace, page, namesRead(observed))}`
}

export function traceText(followed: Trace, page: Page, read: readonly string[] = []): string {
  const trace = printableData(followed)
  const sections = [
    ...runSections(trace, page, read),
    [
      `  ${lengthText(trace)}`,
      `  ${'schedule'.padEnd(10)}${trace.schedule === '' ? counted(0, 'step') : trace.schedule}`,
    ],
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}
