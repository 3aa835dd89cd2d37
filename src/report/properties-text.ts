import { show } from '../model/protocol/encode.ts'
import type { PropertyResult, Verdict } from '../verdict.ts'
import { columns } from './columns.ts'
import { counted } from './quantity.ts'
import type { Page, Style } from './style.ts'
import { cut } from './wrap.ts'

/** A line for each property: whether it holds, what it is, and what is to say of it. */
export function propertyLines(verdict: Verdict, { style }: Page): string[] {
  const { properties } = verdict
  const marks = properties.map(({ result }) => markOf(result, style))
  const rows = properties.map((property) => [signOf(property), titleOf(property), detailOf(property, verdict)])
  const lines = columns([{ mark: (text, row) => marks[row]?.(text) ?? text }, {}, {}], rows)
  return lines.map((line) => `  ${line}`)
}

function signOf({ result }: PropertyResult): string {
  return result === 'holds' ? '✓' : result === 'violated' ? '✗' : '?'
}

function markOf(result: PropertyResult['result'], style: Style): (text: string) => string {
  return result === 'holds' ? style.green : result === 'violated' ? style.red : style.yellow
}

function titleOf({ kind, name }: PropertyResult): string {
  return kind === 'no deadlock' || kind === 'no failure' ? name : `${kind} ${name}`
}

function detailOf(property: PropertyResult, { violation }: Verdict): string {
  const { kind, result, violatingStates, steps } = property
  if (result === 'unknown') return 'not decided'
  const first = steps === undefined ? '' : ` after ${counted(steps, 'step')}`
  if (result === 'holds') return kind === 'reachable' ? `reached${first}` : ''
  if (kind === 'reachable' && violatingStates === 0) return 'never reached'
  const many = violatingStates > 1 ? ` in ${counted(violatingStates, 'state')}${first === '' ? '' : `, first`}` : ''
  const seen =
    violation?.property === property.name
      ? (violation.observed ?? []).map(({ name, value }) => `${name}: ${show(value)}`)
      : []
  return `violated${many}${first}${seen.length === 0 ? '' : `: ${cut(seen.join(', '), 80)}`}`
}
