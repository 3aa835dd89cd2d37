import { printable, printableData } from '../../model/values/printable.ts'
import type { Value } from '../../verdict/value.ts'
import { columns } from './columns.ts'
import { parametersText } from './headline.ts'
import type { Page } from './style.ts'

/** A system of a file: its parameters at their defaults, and the verdict that it expects. */
export type Listed = {
  readonly system: string
  /** The name under which it is exported: `catalogue[2]`. */
  readonly exportName: string
  readonly parameters: Readonly<Record<string, Value>>
  readonly expected: string
}

export function listText(file: string, systems: readonly Listed[], { style, width, isTerminal }: Page): string {
  const rows = printableData(systems).map(({ system, exportName, parameters, expected }) => [
    system,
    parametersText(parameters).join(' '),
    exportName,
    expected,
  ])
  const shape = [
    { title: 'system', mark: style.bold, gives: 0.8 },
    { title: 'parameters', gives: 1 },
    { title: 'export', mark: style.dim, gives: 0.6 },
    { title: 'expected', gives: 1 },
  ]
  return `${printable(file)}\n${columns(shape, rows, isTerminal ? width - 2 : Number.POSITIVE_INFINITY)
    .map((line) => `  ${line}`)
    .join('\n')}\n`
}
