import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import type { Expectation } from '../protocol/design.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'

/**
 * What a check is to find. `violates` names the property; a `reachable` that no state satisfies counts, without steps. Of several properties
 * violated in equally many steps, the one declared first is reported. `fails` is a part of the message of a failing operation.
 */
export type ExpectedVerdict =
  | 'verified'
  | 'deadlock'
  | { readonly violates: string; readonly steps?: number }
  | { readonly fails: string; readonly steps?: number }
  | { readonly deadlock: true; readonly steps?: number }

const words = ['verified', 'deadlock']
const findings = ['violates', 'fails', 'deadlock']
const members = [...findings, 'steps']

/** What the system `name` says that it expects. @throws ModelError M009 where that is no verdict. */
export function expectation(expected: ExpectedVerdict, name: string): Expectation {
  const problem = problemOf(expected)
  if (problem !== undefined) throw noVerdict(name, expected, problem)
  if (typeof expected === 'string') return { verdict: expected }
  const { steps } = expected
  if ('violates' in expected) return { verdict: 'violated', property: expected.violates, steps }
  return 'fails' in expected ? { verdict: 'failed', message: expected.fails, steps } : { verdict: 'deadlock', steps }
}

/** Why it is no verdict; empty where no word of it is nearly one of ours. */
function problemOf(expected: unknown): string | undefined {
  if (typeof expected === 'string') return words.includes(expected) ? undefined : suggestion(expected, words)
  if (typeof expected !== 'object' || expected === null) return ''
  const given = new Map<string, unknown>(Object.entries(expected))
  const other = [...given.keys()].find((key) => !members.includes(key))
  if (other !== undefined) return suggestion(other, members)
  const found = findings.filter((finding) => given.has(finding))
  const isFinding = found.every((finding) =>
    finding === 'deadlock' ? given.get(finding) === true : typeof given.get(finding) === 'string',
  )
  return found.length === 1 && isFinding && isCount(given.get('steps')) ? undefined : ''
}

function isCount(steps: unknown): boolean {
  return steps === undefined || (Number.isSafeInteger(steps) && Number(steps) >= 0)
}

function noVerdict(name: string, expected: unknown, problem: string): ModelError {
  const known = "'verified', 'deadlock', { violates: 'its property' }, { fails: 'its message' }, { deadlock: true }"
  return new ModelError(
    'M009',
    `${name} expects the verdict ${show(expected)}: expected one of ${known}, the last three with steps: 7 or without.${problem}`,
    { expected: known, seen: show(expected), site: callSite() },
  )
}
