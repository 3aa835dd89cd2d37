import { follow } from '../../check/explain/trace.ts'
import { at, existing } from '../../errors/at.ts'
import type { System } from '../../model/language/system.ts'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { Lock } from '../../model/locks/lock.ts'
import { NativeRun } from '../../model/run/native-run.ts'
import { printable } from '../../model/values/printable.ts'
import { lastingPage } from '../../report/lasting-page.ts'
import { traceText } from '../../report/text/violation-text.ts'
import { finished } from '../../tasks/task.ts'
import { callsMade } from './call-system.ts'
import type { Divergence } from './divergence.ts'
import type { History } from './history.ts'
import type { Witness } from './reference.ts'

type Compared<Call extends string, Section extends string> = {
  readonly design: Lock<Call, Section>
  readonly reference: Lock<Call, Section>
  readonly program: ClientProgram<Call>
}

/** Both histories, and the run of the design. */
export function divergenceText<Call extends string, Section extends string>(
  compared: Compared<Call, Section>,
  system: System,
  divergence: Divergence,
): string {
  const { design, reference } = compared
  const { steps, history, thread, alternatives } = divergence
  const followed = finished(follow(new NativeRun(system.build()), { steps }))
  const names = callNames(compared, history)
  const others = [...alternatives].map(([answer, order]) => [
    `  ${reference.name}${answer === '' ? '' : ` may answer ${answer}`}:`,
    ...orderLines(order, names),
  ])
  const trace = { ...followed.trace, isShortest: true }
  const told = [
    [`diverges: ${headline(compared, divergence, names)}`],
    [`  ${design.name}:`, ...spanLines(divergence, names)],
    ...(thread !== undefined && others.length === 0
      ? [[`  ${reference.name}: no run has the answers before that one`]]
      : others),
  ].map((lines) => lines.map(printable).join('\n'))
  return [...told, traceText(trace, lastingPage())].join('\n\n')
}

function headline<Call extends string, Section extends string>(
  { design, reference }: Compared<Call, Section>,
  { thread, history, alternatives }: Divergence,
  names: Names,
): string {
  if (thread === undefined) return `threads of ${design.name} wait for ever, and those of ${reference.name} would not`
  const calls = at(history, thread, 'threads')
  const index = calls.findLastIndex(({ answer }) => answer !== undefined)
  const answered = said(existing(at(calls, index, 'calls').answer, 'an answer'))
  const expected = [...alternatives.keys()].map(said).join(' or ') || 'none'
  return `T${thread}'s ${nameOf(names, thread, index)} ${answered} in ${design.name}; ${reference.name}: ${expected}`
}

function said(answer: string): string {
  if (answer === '') return 'returns'
  return answer === 'fails' ? 'fails' : `answers ${answer}`
}

/** For each thread the names of the calls that it has begun. */
type Names = readonly (readonly string[])[]

function callNames<Call extends string, Section extends string>(
  { design, program }: Compared<Call, Section>,
  history: History,
): Names {
  return history.map((calls, thread) => {
    const refused = calls.map(({ answer }) => answer === 'false')
    return callsMade(design, at(program.threads, thread, 'threads'), refused).map(String)
  })
}

function nameOf(names: Names, thread: number, index: number): string {
  return at(at(names, thread, 'threads'), index, 'calls')
}

/** `1–3  T0 X answers true`: the steps that each call lasted. */
function spanLines({ spans, history }: Divergence, names: Names): string[] {
  const width = Math.max(0, ...spans.map(({ from, to }) => spanText(from, to).length))
  return spans.map(({ thread, index, from, to }) => {
    const { answer } = at(at(history, thread, 'threads'), index, 'calls')
    const end = answer === undefined ? 'has not returned' : said(answer)
    return `    ${spanText(from, to).padEnd(width)}  T${thread} ${nameOf(names, thread, index)} ${end}`
  })
}

function spanText(from: number, to: number | undefined): string {
  if (to === undefined) return `${from}–`
  return from === to ? String(from) : `${from}–${to}`
}

function orderLines(order: Witness, names: Names): string[] {
  const counts: number[] = []
  return order.map(({ thread, answer }) => {
    const index = counts[thread] ?? 0
    counts[thread] = index + 1
    return `    T${thread} ${nameOf(names, thread, index)} ${said(answer)}`
  })
}
