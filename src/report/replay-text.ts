import type { Trace } from '../verdict.ts'
import { systemText } from './headline.ts'
import { counted } from './quantity.ts'
import { stuckLines } from './stuck-text.ts'
import type { Page } from './style.ts'
import { traceLines } from './trace-text.ts'
import { initialLines } from './verdict-text.ts'

/** A schedule that was followed, step by step. */
export function replayText(
  system: string,
  parameters: Readonly<Record<string, unknown>>,
  trace: Trace,
  page: Page,
): string {
  const { steps, switches, stuck } = trace
  const title = `replayed: ${counted(steps.length, 'step')}, ${counted(switches, 'switch', 'switches')}`
  const end = steps.at(-1)?.failure === undefined ? [] : [page.style.red('  the last step fails')]
  const sections = [
    [page.style.bold(title), `  ${'system'.padEnd(10)}${systemText(system, parameters)}`],
    initialLines(trace, page),
    traceLines(trace, trace.threads, page),
    [...end, ...(stuck.length === 0 ? [] : ['  nobody can step any more:', ...stuckLines(stuck, page)])],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
