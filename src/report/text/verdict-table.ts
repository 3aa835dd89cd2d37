import { at } from '../../errors/at.ts'
import type { MemoryName } from '../../model/protocol/orders.ts'
import { show } from '../../model/values/encode.ts'
import { printableData } from '../../model/values/printable.ts'
import type { Value } from '../../verdict/value.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { type Column, columns, table } from './columns.ts'
import { growthText } from './growth.ts'
import { systemText, under, violatedName } from './headline.ts'
import { count, counted, duration } from './quantity.ts'
import type { Page, Style } from './style.ts'
import { widthOf } from './wrap.ts'

/** A system of a run over several: its verdict, or why there is none. */
export type TableRow = {
  readonly file: string
  readonly system: string
  /** The name under which it is exported. */
  readonly exportName: string
  readonly parameters: Readonly<Record<string, Value>>
  /** Of a run over several. */
  readonly memory?: MemoryName
  readonly verdict: Verdict | { readonly missing: string }
}

/** A line for each system, below its file where there are several, and one that counts. Only the times differ from run to run. */
export function verdictTable(found: readonly TableRow[], page: Page): string {
  const rows = printableData(found)
  const { style, width, isTerminal } = page
  const judgements = rows.map(judgementOf)
  const exportsOf = new Set(rows.map(({ file, system, exportName }) => [file, system, exportName].join('\n')))
  const isShared = new Set(rows.map(({ file, system }) => `${file}\n${system}`)).size < exportsOf.size
  const grows = rows.some((row) => growthIn(row) !== undefined)
  const isTimed = rows.some(({ verdict }) => 'missing' in verdict || verdict.elapsedMs !== undefined)
  const growthCell = (i: number): string[] => (grows ? [growthText(growthIn(at(rows, i)))] : [])
  const isOfSeveral = new Set(rows.map(({ file }) => file)).size > 1
  const cells = (said: typeof briefly) =>
    rows.map((row, i) => [
      at(judgements, i).sign,
      ...cellsOf(said(row, rows), isShared).toSpliced(-1, isTimed ? 0 : 1, ...growthCell(i)),
    ])
  const extras = { isShared, grows, isTimed, over: overWhich(rows) }
  const shape = shapeOf(extras, (text, row) => at(judgements, row).mark(style)(text))
  const unmarked = columns(shapeOf(extras), cells(briefly))
  const fits = !isTerminal || unmarked.every((line) => widthOf(line) <= width)
  const { head, body } = table(shape, cells(fits ? briefly : byExport), fits ? Number.POSITIVE_INFINITY : width)
  const lines = body.flatMap((row, i) => {
    const file = rows[i]?.file ?? ''
    return isOfSeveral && file !== rows[i - 1]?.file ? [style.bold(page.places(file)), ...row] : row
  })
  return `${[...head, ...lines].join('\n')}\n\n${summary(judgements, style)}\n`
}

function growthIn({ verdict }: TableRow): number | undefined {
  return 'missing' in verdict ? undefined : verdict.growth
}

/** Under which memory: of a table there is one, which stands above the verdicts. */
function overWhich(rows: readonly TableRow[]): string {
  const [over = ''] = rows.flatMap(({ verdict }) => ('missing' in verdict ? [] : [under(verdict)]))
  return over
}

/** Columns that are not always there. */
type Extras = { readonly isShared: boolean; readonly grows: boolean; readonly isTimed: boolean; readonly over: string }

/** Names go on in the next line; of what was found the rest is in the report, and what was expected is said by the sign, too. */
function shapeOf(
  { isShared, grows, isTimed, over }: Extras,
  mark: NonNullable<Column['mark']> = (text) => text,
): readonly Column[] {
  return [
    { mark },
    { title: 'system', gives: 0.8 },
    ...(isShared ? [{ title: 'export', gives: 0.6 }] : []),
    { title: 'expected', gives: 1.6, isCut: true },
    { title: `verdict${over}`, gives: 1.2, least: 'violated: deadlock'.length, most: 48, isCut: true, mark },
    ...['steps', 'states', ...(grows ? ['growth'] : []), ...(isTimed ? ['time'] : [])].map((title) => ({
      title,
      isRight: true,
    })),
  ]
}

/** Of systems of one name only the parameters in which they differ: the export says the rest, and the report all. */
function briefly(row: TableRow, rows: readonly TableRow[]): TableRow {
  const others = namesakes(row, rows)
  const differs = (key: string): boolean => new Set(others.map(({ parameters }) => show(parameters[key]))).size > 1
  if (others.length === 1) return row
  return { ...row, parameters: Object.fromEntries(Object.entries(row.parameters).filter(([key]) => differs(key))) }
}

/** Where there is no room even for these, of systems of one name none. */
function byExport(row: TableRow, rows: readonly TableRow[]): TableRow {
  return namesakes(row, rows).length === 1 ? row : { ...row, parameters: {} }
}

function namesakes({ file, system }: TableRow, rows: readonly TableRow[]): readonly TableRow[] {
  return rows.filter((other) => other.file === file && other.system === system)
}

/** The name of the export tells systems apart that share theirs. */
function cellsOf({ system, exportName, parameters, verdict }: TableRow, isShared: boolean): string[] {
  const name = [systemText(system, parameters), ...(isShared ? [exportName] : [])]
  if ('missing' in verdict) return [...name, '', verdict.missing, '', '', '']
  const { violation, states, elapsedMs, expected, stoppedBy } = verdict
  const steps = violation?.trace === undefined ? '' : count(violation.trace.steps.length)
  const found = `${verdict.verdict}${violation === undefined ? '' : `: ${violatedName(violation)}`}`
  const limit = stoppedBy === undefined ? '' : `: ${stoppedBy}`
  const wanted = expected.isAsExpected ? kindOf(verdict) : expected.verdict // the verdict says the rest
  return [...name, wanted, `${found}${limit}`, steps, count(states), elapsedMs === undefined ? '' : duration(elapsedMs)]
}

/** What was found, in the word that the system expects it with; what names a thread begins with its name. */
function kindOf({ violation, expected }: Verdict): string {
  const word = /^(?:verified$|deadlock(?=,|$)|(?:violated|fails)(?=: ))/u.exec(expected.verdict)?.[0]
  return word ?? wordOf(violation)
}

function wordOf(violation: Verdict['violation']): string {
  switch (violation?.kind) {
    case 'liveness':
      return 'starves'
    case 'answers':
      return 'answers'
    case 'waiting':
      return 'waits'
    default:
      return 'stuck'
  }
}

export type Judgement = {
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

export function judgementOf({ verdict }: TableRow): Judgement {
  if ('missing' in verdict) return verdict.missing === 'not checked' ? judgements.notChecked : judgements.wrong
  if (verdict.verdict === 'incomplete') return judgements.incomplete
  return verdict.expected.isAsExpected ? judgements.asExpected : judgements.notAsExpected
}

export function summary(of: readonly Judgement[], style: Style, what = 'system'): string {
  const kinds = Object.values(judgements).filter((kind) => of.includes(kind))
  const parts = kinds.map((kind) => `${count(of.filter((one) => one === kind).length)} ${kind.text}`)
  const worst = kinds.find(({ sign }) => sign === '✗' || sign === '!') ?? kinds.at(-1)
  return (worst?.mark(style) ?? style.bold)(`${counted(of.length, what)}: ${parts.join(', ')}`)
}
