import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import type { Expectation } from '../protocol/design.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'

/**
 * What a check is to find. `violates` names the property; a `reachable` that no state satisfies counts, without steps. Of several properties
 * violated in equally many steps, the one declared first is reported. `fails` is a part of the message of a failing operation. `deadlock` and `stuck` say
 * that somebody waits for ever whatever others owe; `stuck` and `starves` name who. Of a run without end, `stem` is the steps to its cycle, and `cycle`
 * those of the cycle. `answers` and `waits` name a call of a refinement.
 */
export type ExpectedVerdict =
  | 'verified'
  | 'deadlock'
  | { readonly violates: string; readonly steps?: number; readonly stem?: number; readonly cycle?: number }
  | { readonly fails: string; readonly steps?: number }
  | { readonly deadlock: true; readonly steps?: number }
  | { readonly stuck: string; readonly steps?: number }
  | { readonly answers: string; readonly steps?: number }
  | { readonly waits: string; readonly steps?: number }
  | { readonly starves: string; readonly stem?: number; readonly cycle?: number }

const words = ['verified', 'deadlock']
/** What each finding goes with. */
const lengths: Readonly<Record<string, readonly string[]>> = {
  violates: ['steps', 'stem', 'cycle'],
  fails: ['steps'],
  deadlock: ['steps'],
  stuck: ['steps'],
  starves: ['stem', 'cycle'],
  answers: ['steps'],
  waits: ['steps'],
}
const findings = Object.keys(lengths)
const members = [...findings, 'steps', 'stem', 'cycle']

/** What the system `name` says that it expects. @throws ModelError M009 where that is no verdict. */
export function expectation(expected: ExpectedVerdict, name: string): Expectation {
  const problem = problemOf(expected)
  if (problem !== undefined) throw noVerdict(name, expected, problem)
  if (typeof expected === 'string') return { verdict: expected }
  if ('violates' in expected) {
    const { violates, ...length } = expected
    return { verdict: 'violated', property: violates, ...length }
  }
  if ('starves' in expected) {
    const { starves, ...length } = expected
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
  const isFinding = finding === 'deadlock' ? what === true : typeof what === 'string'
  const isMeasured = [...given].every(
    ([key, value]) => key === finding || (lengths[finding]?.includes(key) === true && isCount(value)),
  )
  return isFinding && isMeasured ? undefined : ''
}

function isCount(steps: unknown): boolean {
  return steps === undefined || (Number.isSafeInteger(steps) && Number(steps) >= 0)
}

function noVerdict(name: string, expected: unknown, problem: string): ModelError {
  const known =
    "'verified', 'deadlock', { violates: 'its property' }, { fails: 'its message' }, { deadlock: true }, { stuck: 'its thread' }, { starves: 'its thread' }"
  return new ModelError(
    'M009',
    `${name} expects the verdict ${show(expected)}: expected one of ${known}, with steps: 7 or without; starves with stem: 3 and cycle: 4, or without.${problem}`,
    { expected: known, seen: show(expected), site: callSite() },
  )
}
