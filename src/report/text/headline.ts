import type { Limit } from '../../explorer/findings/search-result.ts'
import type { MemoryModel } from '../../model/protocol/orders.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Value } from '../../verdict/value.ts'
import type { Answer, Verdict, Violation } from '../../verdict/verdict.ts'
import { count, counted } from './quantity.ts'
import { sampleText } from './sample-text.ts'

/** The first line of a report: what was found, how far that goes, and whether it was expected. */
export function headline(verdict: Verdict): string {
  const known = verdict.expected.isAsExpected && verdict.expected.verdict !== 'verified' ? ', as expected' : ''
  return `${result(verdict)}${known}`
}

function result(verdict: Verdict): string {
  const { violation, stoppedBy, sample, states, answers, reduction } = verdict
  if (verdict.verdict === 'verified') {
    const held = shownAnswers(answers).filter(({ result }) => result === 'holds').length
    const lacks = answers.some(({ result }) => result === 'not looked for')
    const most =
      lacks || held === 1
        ? `${counted(held, 'property', 'properties')} ${held === 1 ? 'holds' : 'hold'}`
        : `all ${held} properties hold`
    const first = lacks ? `, but nobody looked for ${notLookedFor(answers).join(', ')}` : ''
    return `${verdictWord(verdict)}${first}: ${most} ${everywhere(states, reduction)}`
  }
  if (violation !== undefined) {
    const others = answers.filter(({ evidence }) => evidence !== undefined).length - 1
    return `${verdictWord(verdict)}: ${violated(violation)}${others > 0 ? `, and ${counted(others, 'other')}` : ''}`
  }
  const incomplete = verdictWord(verdict)
  if (stoppedBy === 'bound' && sample !== undefined)
    return `${incomplete}: ${sampleText(sample)} saw ${counted(states, 'state')}; nothing violated so far`
  if (stoppedBy === 'proof')
    return `${incomplete}: nothing violated in ${counted(states, 'state')} that stand for all if the threads are alike, which is ASSUMED`
  const found = verdict.warnings.find((warning) => warning.kind === 'not replayed')
  const soFar = found === undefined ? 'nothing violated so far' : `the tables violate ${found.what}, which was not run`
  const why = stoppedBy === 'room' ? outOfRoom(verdict) : stopped(stoppedBy ?? 'interrupt')
  return `${incomplete}: ${why} after ${counted(states, 'state')}; ${soFar}`
}

/** `verified`, `violated under TSO`. */
export function verdictWord(verdict: Pick<Verdict, 'verdict' | 'memory'>): string {
  return `${verdict.verdict}${under(verdict)}`
}

/** Over which memory; sequentially consistent memory goes without saying. */
export function under({ memory }: Pick<Verdict, 'memory'>): string {
  return memory === undefined ? '' : ` under ${memoryNames[memory]}`
}

const memoryNames: Readonly<Record<MemoryModel, string>> = { tso: 'TSO', pso: 'PSO', cpp20: 'C++20 memory' }

/** With more room there may be more to see. */
function outOfRoom({ memory, room }: Verdict): string {
  return memory === 'cpp20'
    ? `staleness beyond ${room} values: a cell had more that somebody could still have read,`
    : `a store had to wait for room in its buffer of ${room}`
}

function everywhere(states: number, reduction: Verdict['reduction']): string {
  if (reduction === 'none') return `in all ${counted(states, 'state')}`
  return `in every reachable state; ${counted(states, 'state')} explored, reduced`
}

/** What was not asked, or would have been too much. */
function notLookedFor(answers: readonly Answer[]): readonly string[] {
  return answers
    .filter(({ result }) => result === 'not looked for')
    .map(({ kind, name }) => (kind === 'nobody stuck' ? 'a thread that is stuck while others go on' : name))
}

/** That nobody is stuck says that there is no deadlock, too: that stands alone only where no more is known. */
export function shownAnswers(answers: readonly Answer[]): readonly Answer[] {
  const stuck = answers.find(({ kind }) => kind === 'nobody stuck')
  return answers.filter(({ kind, result }) => kind !== 'no deadlock' || stuck === undefined || stuck.result !== result)
}

/** `mutual exclusion, 7 steps`. */
export function violated(violation: Violation): string {
  const { trace } = violation
  return `${violatedName(violation)}${trace === undefined ? '' : `, ${lengthOf(trace)}`}`
}

/** `7 steps`; of a run without end `1 step, then 4 steps for ever`. */
export function lengthOf({ steps, cycleStart }: Trace): string {
  const stem = cycleStart ?? steps.length
  const cycle = steps.length - stem
  if (cycleStart === undefined) return counted(stem, 'step')
  return `${counted(stem, 'step')}, then ${cycle === 0 ? 'nothing more' : counted(cycle, 'step')} for ever`
}

export function violatedName({ kind, property, thread, calls, trace }: Violation): string {
  switch (kind) {
    case 'stuck':
      return `${thread ?? 'a thread'} is stuck`
    case 'liveness':
      return `${property ?? 'a property'}${thread === undefined ? '' : ` of ${thread}`}`
    case 'property':
      return property ?? 'a property'
    case 'deadlock':
      return 'deadlock'
    case 'failure':
      return trace?.steps.at(-1)?.failure ?? 'an operation fails'
    case 'answers':
      return `${(calls ?? ['a call']).join()} answers otherwise`
    case 'waiting':
      return waitingText([...new Set(calls ?? ['a call'])])
    case 'unreachable':
      return `${property ?? 'a state'} is unreachable`
  }
}

function waitingText(calls: readonly string[]): string {
  return `${calls.join(' and ')} ${calls.length > 1 ? 'wait' : 'waits'} for ever`
}

function stopped(limit: Limit): string {
  return limit === 'interrupt' ? 'interrupted' : `stopped by the ${limit} limit`
}

export type Parameters = Readonly<Record<string, Value>>

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
