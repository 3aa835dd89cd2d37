import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import type { Expectation } from '../protocol/design.ts'
import { type MemoryName, memoryNames } from '../protocol/orders.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'

/**
 * What a check is to find. `violates` names the property; a `reachable` that no state satisfies counts, without steps. Of several properties
 * violated in equally many steps, the one declared first is reported. `fails` is a part of the message of a failing operation. `deadlock` and `stuck` say
 * that somebody waits for ever whatever others owe; `stuck` and `starves` name who. Of a run without end, `stem` is the steps to its cycle, and `cycle`
 * those of the cycle. `answers` and `waits` name a call of a refinement. With `memory` it is said of that memory alone, or of these.
 * @example
 * expectVerdict({ memory: 'tso', violates: 'mutual exclusion' })
 */
export type ExpectedVerdict =
  | 'verified'
  | 'deadlock'
  | (ExpectedFinding & { readonly memory?: MemoryName | readonly MemoryName[] })

type ExpectedFinding =
  | { readonly verified: true }
  | { readonly violates: string; readonly steps?: number; readonly stem?: number; readonly cycle?: number }
  | { readonly fails: string; readonly steps?: number }
  | { readonly deadlock: true; readonly steps?: number }
  | { readonly stuck: string; readonly steps?: number }
  | { readonly answers: string; readonly steps?: number }
  | { readonly waits: string; readonly steps?: number }
  | { readonly starves: string; readonly stem?: number; readonly cycle?: number }

/** Of which memoryNames it is said: none where it is said of all. */
export function memoriesOf(expected: ExpectedVerdict): readonly MemoryName[] {
  if (typeof expected === 'string' || expected.memory === undefined) return []
  return typeof expected.memory === 'string' ? [expected.memory] : expected.memory
}

const words = ['verified', 'deadlock']
/** What each finding goes with. */
const lengths: Readonly<Record<string, readonly string[]>> = {
  verified: [],
  violates: ['steps', 'stem', 'cycle'],
  fails: ['steps'],
  deadlock: ['steps'],
  stuck: ['steps'],
  starves: ['stem', 'cycle'],
  answers: ['steps'],
  waits: ['steps'],
}
const findings = Object.keys(lengths)
const members = [...findings, 'memory', 'steps', 'stem', 'cycle']

/** What the system `name` says that it expects. @throws ModelError M009 where that is no verdict. */
export function expectation(expected: ExpectedVerdict, name: string): Expectation {
  const problem = problemOf(expected)
  if (problem !== undefined) throw noVerdict(name, expected, problem)
  if (typeof expected === 'string') return { verdict: expected }
  if ('verified' in expected) return { verdict: 'verified' }
  if ('violates' in expected) {
    const { violates, memory, ...length } = expected
    return { verdict: 'violated', property: violates, ...length }
  }
  if ('starves' in expected) {
    const { starves, memory, ...length } = expected
    return { verdict: 'starves', thread: starves, ...length }
  }
  const { steps } = expected
  if ('answers' in expected) return { verdict: 'answers', call: expected.answers, steps }
  if ('waits' in expected) return { verdict: 'waits', call: expected.waits, steps }
  if ('stuck' in expected) return { verdict: 'stuck', thread: expected.stuck, steps }
  return 'fails' in expected ? { verdict: 'failed', message: expected.fails, steps } : { verdict: 'deadlock', steps }
}

/** Why it is no verdict; empty where no word of it is nearly one of ours. */
function problemOf(expected: unknown): string | undefined {
  if (typeof expected === 'string') return words.includes(expected) ? undefined : suggestion(expected, words)
  if (typeof expected !== 'object' || expected === null) return ''
  const given = new Map<string, unknown>(Object.entries(expected))
  const other = [...given.keys()].find((key) => !members.includes(key))
  if (other !== undefined) return suggestion(other, members)
  const [finding, ...others] = findings.filter((it) => given.has(it))
  if (finding === undefined || others.length > 0) return ''
  const what = given.get(finding)
  const isFinding = finding === 'deadlock' || finding === 'verified' ? what === true : typeof what === 'string'
  const isMeasured = [...given].every(
    ([key, value]) =>
      key === finding ||
      (key === 'memory' ? isMemory(value) : lengths[finding]?.includes(key) === true && isCount(value)),
  )
  return isFinding && isMeasured ? undefined : ''
}

/** One, or a list of some. */
function isMemory(given: unknown): boolean {
  if (Array.isArray(given)) return given.length > 0 && given.every((one) => memoryNames.includes(one))
  return given === undefined || memoryNames.some((one) => one === given)
}

function isCount(steps: unknown): boolean {
  return steps === undefined || (Number.isSafeInteger(steps) && Number(steps) >= 0)
}

function noVerdict(name: string, expected: unknown, problem: string): ModelError {
  const known =
    "'verified', 'deadlock', { violates: 'its property' }, { fails: 'its message' }, { deadlock: true }, { stuck: 'its thread' }, { starves: 'its thread' }, { verified: true }"
  return new ModelError(
    'M009',
    `${name} expects the verdict ${show(expected)}: expected one of ${known}, with steps: 7 or without; starves with stem: 3 and cycle: 4, or without; a record with memory: 'tso', 'pso', 'cpp20' or 'sc', or without.${problem}`,
    { expected: known, seen: show(expected), site: callSite() },
  )
}
