import type { Coverage } from '../../conform/conformance.ts'
import { type AcquireColumn, acquireColumns } from '../../conform/coverage/acquire-column.ts'
import { acquireCell, allCells, type Cell } from '../../conform/coverage/cells.ts'
import { type HandOff, handOffs } from '../../conform/coverage/hand-off-case.ts'
import { type Situation, situations } from '../../conform/coverage/situation.ts'
import { columns } from './columns.ts'
import type { Page, Style } from './style.ts'
import { wrap } from './wrap.ts'

/** How often each cell of the tables was exercised: acquires by situation, and what the last release of an owner finds. */
export function coverageText(coverage: Coverage, page: Page): string {
  const { style } = page
  const left = allCells.filter((cell) => coverage[cell] === 0)
  const summary =
    left.length === 0
      ? style.green(`all ${allCells.length} cells exercised`)
      : `${allCells.length - left.length} of ${allCells.length} cells exercised, ${left.length} left (·)`
  const lines = [
    `${style.bold('Coverage')}: ${summary}`,
    '',
    ...acquireTable(coverage, page),
    '',
    ...handOffTable(coverage, style),
  ]
  return `${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`
}

function acquireTable(coverage: Coverage, { style, width }: Page): string[] {
  const keys = Object.keys(situations) as Situation[] // its own keys
  const rows = acquireColumns.map((column) => [
    acquireText(column),
    ...keys.map((situation) => cellText(coverage, acquireCell(situation, column))),
  ])
  const shape = [
    { title: 'an acquire, by what it finds' },
    ...keys.map((title, s) => ({
      title,
      isRight: true,
      mark: (text: string, row: number) => (isLeft(rows[row]?.[s + 1]) ? style.yellow(text) : text),
    })),
  ]
  const legend = Object.entries(situations).map(([key, text]) => `${key} ${text}`)
  return [...columns(shape, rows), ...wrap(legend.join('; '), width - 2, 0).map(style.dim)]
}

function acquireText({ routine, Wait }: AcquireColumn): string {
  return routine === 'TryExclusive' ? routine : `${routine}, Wait ${Wait ? 'TRUE' : 'FALSE'}`
}

function handOffTable(coverage: Coverage, style: Style): string[] {
  const rows = Object.entries(handOffs).map(([handOff, title]) => [
    `${handOff} ${title}`,
    cellText(coverage, handOff as HandOff), // its key
  ])
  const mark = (text: string, row: number): string => (isLeft(rows[row]?.[1]) ? style.yellow(text) : text)
  return columns([{ title: 'the last release of an owner finds it' }, { title: 'times', isRight: true, mark }], rows)
}

function cellText(coverage: Coverage, cell: Cell): string {
  return coverage[cell] === 0 ? '·' : String(coverage[cell])
}

function isLeft(text: string | undefined): boolean {
  return text === '·'
}
