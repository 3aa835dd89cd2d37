import { at } from '../../errors/at.ts'
import { show } from '../../model/values/encode.ts'
import { printableData } from '../../model/values/printable.ts'
import { columns } from './columns.ts'
import { systemText, violatedName } from './headline.ts'
import { counted } from './quantity.ts'
import type { Page, Style } from './style.ts'
import { judgementOf, summary, type TableRow } from './verdict-table.ts'

/** A line for each system and a column for each memory that it is checked over; then a line that counts. */
export function memoryTable(found: readonly TableRow[], { style, width, isTerminal }: Page): string {
  const rows = printableData(found)
  const memories = [...new Set(rows.map(({ memory }) => memory))]
  const systems = [...new Set(rows.map(keyOf))].map((key) => rows.filter((row) => keyOf(row) === key))
  const cell = (line: number, column: number): TableRow | undefined =>
    at(systems, line).find(({ memory }) => memory === memories[column])
  const table = systems.map((of, line) => [
    nameOf(at(of, 0), rows),
    ...memories.map((_, column) => textOf(cell(line, column))),
  ])
  const shape = [
    { title: 'system', gives: 0.8 },
    ...memories.map((memory, column) => ({
      title: memory ?? 'sc',
      gives: 1,
      mark: (text: string, line: number) => markOf(cell(line, column), style)(text),
    })),
  ]
  return `${columns(shape, table, isTerminal ? width : Number.POSITIVE_INFINITY).join('\n')}\n\n${summary(rows.map(judgementOf), style, 'check')}\n`
}

function keyOf({ file, exportName, parameters }: TableRow): string {
  return [file, exportName, show(parameters)].join('\n')
}

/** With the name of the export where the system's alone does not tell it from others. */
function nameOf(row: TableRow, rows: readonly TableRow[]): string {
  const name = systemText(row.system, row.parameters)
  const isShared = rows.some((other) => other.system === row.system && other.exportName !== row.exportName)
  return isShared ? `${name} (${row.exportName})` : name
}

function markOf(row: TableRow | undefined, style: Style): (text: string) => string {
  return row === undefined ? (text) => text : judgementOf(row).mark(style)
}

/** `✓ verified, 85 states`, `✗ mutual exclusion, 9 steps`. */
function textOf(row: TableRow | undefined): string {
  if (row === undefined) return ''
  const { verdict } = row
  const { sign } = judgementOf(row)
  if ('missing' in verdict) return `${sign} ${verdict.missing}`
  const { violation, states, stoppedBy } = verdict
  if (violation === undefined)
    return `${sign} ${verdict.verdict}${stoppedBy === undefined ? '' : `: ${stoppedBy}`}, ${counted(states, 'state')}`
  const steps = violation.trace === undefined ? '' : `, ${counted(violation.trace.steps.length, 'step')}`
  return `${sign} ${violatedName(violation).replace(/: .*$/s, '')}${steps}`
}
