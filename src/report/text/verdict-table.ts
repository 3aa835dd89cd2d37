import { at } from '../../errors/at.ts'
import { printableData } from '../../model/values/printable.ts'
import type { Value } from '../../verdict/value.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { columns } from './columns.ts'
import { systemText, violatedName } from './headline.ts'
import { count, counted, duration } from './quantity.ts'
import type { Page, Style } from './style.ts'
import { cut, widthOf } from './wrap.ts'

/** A system of a run over several: its verdict, or why there is none. */
export type TableRow = {
  readonly system: string
  readonly parameters: Readonly<Record<string, Value>>
  readonly verdict: Verdict | { readonly missing: string }
}

const titles = ['', 'system', 'expected', 'verdict', 'steps', 'states', 'time'] as const
const lastText = 3
const narrowestText = 12

/** A line for each system, and one that counts. Only the times differ from run to run. */
export function verdictTable(found: readonly TableRow[], { style, width }: Page): string {
  const rows = printableData(found)
  const judgements = rows.map(judgementOf)
  const mark = (text: string, row: number): string => at(judgements, row).mark(style)(text)
  const shape = titles.map((title, c) => ({
    title,
    isRight: c > lastText,
    ...(c === 0 || c === lastText ? { mark } : {}),
  }))
  const cells = rows.map((row, i) => [at(judgements, i).sign, ...cellsOf(row)])
  const limits = widthsWithin(width, cells)
  const fitting = cells.map((row) => row.map((text, c) => cut(text, at(limits, c, 'columns'))))
  return `${columns(shape, fitting).join('\n')}\n\n${summary(judgements, style)}\n`
}

function cellsOf({ system, parameters, verdict }: TableRow): string[] {
  const name = systemText(system, parameters)
  if ('missing' in verdict) return [name, '', verdict.missing, '', '', '']
  const { violation, states, compileMs, searchMs, expected, stoppedBy } = verdict
  const steps = violation?.trace === undefined ? '' : count(violation.trace.steps.length)
  const found = violation === undefined ? verdict.verdict : `violated: ${violatedName(violation)}`
  const limit = stoppedBy === undefined ? '' : `: ${stoppedBy}`
  const wanted = expected.isAsExpected ? kindOf(verdict) : expected.verdict // the verdict says the rest
  return [name, wanted, `${found}${limit}`, steps, count(states), duration(compileMs + searchMs)]
}

/** What was found, in the word that a system expects it with. */
function kindOf({ verdict, violation }: Verdict): string {
  if (violation?.kind === 'deadlock') return 'deadlock'
  return violation?.kind === 'failure' ? 'fails' : verdict
}

/** How readily a column gives way: names last; what was expected is said by the sign, too. */
const readiness = [0, 0.8, 1.6, 1.2]

/** The width of each column; where the page is too narrow, the widest texts give way first. */
function widthsWithin(width: number, cells: readonly (readonly string[])[]): number[] {
  const widths = titles.map((title, c) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(at(row, c, 'columns')))),
  )
  const total = (): number => widths.reduce((sum, one) => sum + one + 2, -2)
  while (total() > width) {
    const weights = readiness.map((weight, c) => {
      const one = at(widths, c, 'columns')
      return one > narrowestText ? weight * one : 0
    })
    const heaviest = Math.max(...weights)
    if (heaviest === 0) break
    const column = weights.indexOf(heaviest)
    widths[column] = at(widths, column, 'columns') - 1
  }
  return widths
}

type Judgement = {
  readonly sign: string
  readonly text: string
  readonly mark: (style: Style) => (text: string) => string
}

const judgements = {
  asExpected: { sign: '✓', text: 'as expected', mark: ({ green }) => green },
  notAsExpected: { sign: '✗', text: 'not as expected', mark: ({ red }) => red },
  incomplete: { sign: '?', text: 'incomplete', mark: ({ yellow }) => yellow },
  notChecked: { sign: '?', text: 'not checked', mark: ({ yellow }) => yellow },
  wrong: { sign: '!', text: 'with an error', mark: ({ red }) => red },
} as const satisfies Readonly<Record<string, Judgement>>

function judgementOf({ verdict }: TableRow): Judgement {
  if ('missing' in verdict) return verdict.missing === 'not checked' ? judgements.notChecked : judgements.wrong
  if (verdict.verdict === 'incomplete') return judgements.incomplete
  return verdict.expected.isAsExpected ? judgements.asExpected : judgements.notAsExpected
}

function summary(of: readonly Judgement[], style: Style): string {
  const kinds = Object.values(judgements).filter((kind) => of.includes(kind))
  const parts = kinds.map((kind) => `${count(of.filter((one) => one === kind).length)} ${kind.text}`)
  const worst = kinds.find(({ sign }) => sign === '✗' || sign === '!') ?? kinds.at(-1)
  return (worst?.mark(style) ?? style.bold)(`${counted(of.length, 'system')}: ${parts.join(', ')}`)
}
