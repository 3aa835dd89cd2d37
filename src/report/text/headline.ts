import type { Limit } from '../../explorer/findings/search-result.ts'
import type { Value } from '../../verdict/value.ts'
import type { Verdict, Violation } from '../../verdict/verdict.ts'
import { count, counted } from './quantity.ts'
import { sampleText } from './sample-text.ts'

/** The first line of a report: what was found, how far that goes, and whether it was expected. */
export function headline(verdict: Verdict): string {
  const known = verdict.expected.isAsExpected && verdict.expected.verdict !== 'verified' ? ', as expected' : ''
  return `${result(verdict)}${known}`
}

function result(verdict: Verdict): string {
  const { violation, stoppedBy, sample, states, answers, reduction } = verdict
  if (verdict.verdict === 'verified')
    return `verified: ${answers.length === 1 ? '1 property holds' : `all ${answers.length} properties hold`} ${everywhere(states, reduction)}`
  if (violation !== undefined) {
    const others = answers.filter(({ evidence }) => evidence !== undefined).length - 1
    return `violated: ${violated(violation)}${others > 0 ? `, and ${counted(others, 'other')}` : ''}`
  }
  if (stoppedBy === 'bound' && sample !== undefined)
    return `incomplete: ${sampleText(sample)} saw ${counted(states, 'state')}; nothing violated so far`
  if (stoppedBy === 'proof')
    return `incomplete: nothing violated in ${counted(states, 'state')} that stand for all if the threads are alike, which is ASSUMED`
  const found = verdict.warnings.find((warning) => warning.kind === 'not replayed')
  const soFar = found === undefined ? 'nothing violated so far' : `the tables violate ${found.what}, which was not run`
  return `incomplete: ${stopped(stoppedBy ?? 'interrupt')} after ${counted(states, 'state')}; ${soFar}`
}

function everywhere(states: number, reduction: Verdict['reduction']): string {
  if (reduction === 'none') return `in all ${counted(states, 'state')}`
  return `in every reachable state; ${counted(states, 'state')} explored, reduced`
}

/** `mutual exclusion, 7 steps`. */
export function violated(violation: Violation): string {
  const length = violation.trace === undefined ? '' : `, ${counted(violation.trace.steps.length, 'step')}`
  return `${violatedName(violation)}${length}`
}

export function violatedName({ kind, property, trace }: Violation): string {
  switch (kind) {
    case 'property':
      return property ?? 'a property'
    case 'deadlock':
      return 'deadlock'
    case 'failure':
      return trace?.steps.at(-1)?.failure ?? 'an operation fails'
    case 'unreachable':
      return `${property ?? 'a state'} is unreachable`
  }
}

function stopped(limit: Limit): string {
  return limit === 'interrupt' ? 'interrupted' : `stopped by the ${limit} limit`
}

type Parameters = Readonly<Record<string, Value>>

/** `naive flag, N=2, isFair=true`. */
export function systemText(name: string, parameters: Parameters): string {
  return [name, ...parametersText(parameters)].join(', ')
}

export function parametersText(parameters: Parameters): string[] {
  return Object.entries(parameters).map(([key, value]) => `${key}=${parameterText(value)}`)
}

/** As `--param` takes it. */
export function parameterText(value: Value): string {
  if (typeof value === 'string') return value
  const bigint = typeof value === 'object' && value !== null && '#bigint' in value ? value['#bigint'] : undefined
  return typeof bigint === 'string' ? bigint : JSON.stringify(value)
}

/** `1,234 states, 5,678 edges, 12 levels, breadth first`. */
export function sizeText({ states, edges, levels, search }: Verdict): string {
  const depth = search === 'breadth first' ? `, ${counted(levels, 'level')}` : ''
  return `${count(states)} ${states === 1 ? 'state' : 'states'}, ${counted(edges, 'edge')}${depth}, ${search}`
}
