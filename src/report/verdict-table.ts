import type { Verdict } from '../verdict.ts'
import { columns } from './columns.ts'
import { systemText, violatedName } from './headline.ts'
import { count, counted, duration } from './quantity.ts'
import type { Page, Style } from './style.ts'
import { cut } from './wrap.ts'

/** A system of a run over several: its verdict, or why there is none. */
export type TableRow = {
  readonly system: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly verdict: Verdict | { readonly missing: string }
}

/** A line for each system, and one that counts. Only the times differ from run to run. */
export function verdictTable(rows: readonly TableRow[], { style, width }: Page): string {
  const signs = rows.map((row) => signOf(row, style))
  const shape = [
    { mark: (text: string, row: number) => signs[row]?.mark(text) ?? text },
    { title: 'system' },
    { title: 'expected' },
    { title: 'verdict', mark: (text: string, row: number) => signs[row]?.mark(text) ?? text },
    { title: 'steps', isRight: true },
    { title: 'states', isRight: true },
    { title: 'time', isRight: true },
  ]
  const widest = Math.max(20, Math.floor((width - 34) / 3))
  const cells = rows.map((row, i) => [signs[i]?.sign ?? '', ...cellsOf(row, widest)])
  return `${columns(shape, cells).join('\n')}\n\n${summary(rows, style)}\n`
}

function cellsOf({ system, parameters, verdict }: TableRow, widest: number): string[] {
  const name = cut(systemText(system, parameters), widest)
  if ('missing' in verdict) return [name, '', verdict.missing, '', '', '']
  const { violation, states, compileMs, searchMs, expected, stoppedBy } = verdict
  const steps = violation?.trace === undefined ? '' : count(violation.trace.steps.length)
  const found = violation === undefined ? verdict.verdict : `violated: ${violatedName(violation)}`
  const limit = stoppedBy === undefined ? '' : `: ${stoppedBy}`
  return [
    name,
    cut(expected.verdict, widest),
    cut(`${found}${limit}`, widest),
    steps,
    count(states),
    duration(compileMs + searchMs),
  ]
}

function signOf({ verdict }: TableRow, style: Style): { sign: string; mark: (text: string) => string } {
  if ('missing' in verdict) return { sign: '!', mark: style.red }
  if (verdict.verdict === 'incomplete') return { sign: '?', mark: style.yellow }
  return verdict.expected.isAsExpected ? { sign: '✓', mark: style.green } : { sign: '✗', mark: style.red }
}

function summary(rows: readonly TableRow[], { red, green, yellow }: Style): string {
  const judged = rows.map(({ verdict }) =>
    'missing' in verdict
      ? 'without a verdict'
      : verdict.verdict === 'incomplete'
        ? 'incomplete'
        : verdict.expected.isAsExpected
          ? 'as expected'
          : 'not as expected',
  )
  const kinds = ['as expected', 'not as expected', 'incomplete', 'without a verdict'] as const
  const parts = kinds.flatMap((kind) => {
    const many = judged.filter((it) => it === kind).length
    return many === 0 ? [] : [`${count(many)} ${kind}`]
  })
  const mark = judged.every((it) => it === 'as expected')
    ? green
    : judged.includes('not as expected') || judged.includes('without a verdict')
      ? red
      : yellow
  return mark(`${counted(rows.length, 'system')}: ${parts.join(', ')}`)
}
