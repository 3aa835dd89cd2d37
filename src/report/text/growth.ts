import { show } from '../../model/values/encode.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { Parameters } from './headline.ts'

type Row = {
  readonly file: string
  readonly exportName: string
  readonly parameters: Parameters
  readonly memory?: string
  readonly verdict: Verdict | { readonly missing: string }
}

/**
 * How many times the states of the row before: of the same system with another value of one parameter, where both were seen to the end and the same was
 * left out.
 */
export function growthOf(before: Row | undefined, row: Row): number | undefined {
  if (before === undefined || 'missing' in row.verdict || 'missing' in before.verdict) return undefined
  const isOfSame = before.file === row.file && before.memory === row.memory && before.exportName === row.exportName
  if (!isOfSame || differences(before.parameters, row.parameters) !== 1) return undefined
  const isComparable = [row.verdict, before.verdict].every((it) => it.verdict === 'verified')
  if (!isComparable || row.verdict.reduction !== before.verdict.reduction) return undefined
  return row.verdict.states / before.verdict.states
}

function differences(some: Parameters, others: Parameters): number {
  return Object.keys(some).filter((key) => show(some[key]) !== show(others[key])).length
}

export function growthText(growth: number | undefined): string {
  return growth === undefined ? '' : `×${growth < 100 ? growth.toFixed(1) : Math.round(growth)}`
}
