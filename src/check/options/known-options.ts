import { memoryNames } from '../../model/protocol/orders.ts'
import { fairnessKinds } from '../../model/protocol/waiting.ts'
import { examine, type Members } from '../../options/examined.ts'
import { aboveZero, flag, integer, type Kind, oneOf } from '../../options/kinds.ts'
import { reductionsAskedFor } from './check-options.ts'
import { searchNumbers } from './search-numbers.ts'

const { bugDepth, bound, ...runs } = searchNumbers
const words = ['breadth first', 'depth first']

/** Of a search that is no word; it is one of them. */
const searches: Members = {
  randomWalk: { members: runs },
  pct: { members: { ...runs, bugDepth } },
  preemptions: { members: { bound } },
}

const search: Kind = {
  expected: `'breadth first', 'depth first', or a record of one of ${Object.keys(searches).join(', ')}`,
  fits: (value) => words.some((word) => word === value) || isRecordOfOne(value),
  words,
}

function isRecordOfOne(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const members = Object.values(value)
  return members.length === 1 && members[0] !== undefined
}

/** Of `check`, by their names in `CheckOptions`. */
export const checkMembers: Members = {
  search,
  reduction: oneOf(reductionsAskedFor),
  shortest: flag,
  checkReduction: flag,
  minimise: flag,
  keepGoing: flag,
  stuck: flag,
  liveness: flag,
  strict: flag,
  fairness: oneOf(fairnessKinds),
  memory: oneOf(memoryNames),
  limits: { members: { states: integer(1), memoryBytes: aboveZero, timeMs: aboveZero } },
}

/** `more` are options of whoever hands these on. @throws UsageError U006 for options that make no sense. */
export function examineCheckOptions(given: unknown, whose = 'check', more: Members = {}): void {
  examine(whose, given, { ...checkMembers, ...more })
  const searched = (given as { readonly search?: unknown } | undefined)?.search // it is a record by now
  if (typeof searched === 'object') examineSearch(whose, searched)
}

function examineSearch(whose: string, searched: unknown): void {
  examine(whose, { search: searched }, { search: { members: searches } })
}
