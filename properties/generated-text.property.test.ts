import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLong } from '../test/setup/long.ts'
import { type Case, type Change, cases, differenceOfKeys, differenceOfSteps } from './generated-laws.ts'

const RUNS = isLong ? 2_000 : 800
/** The test of the test: a text that is broken must be told from the right one within so many tables. */
const RUNS_BY_MUTANT = 500

type Mutant = readonly [name: string, change: Change]

/** Of what the last one of `n` says, where there are several. */
const nextNumber = (before: string, digits: string): string => `${before}${Number(digits) + 1}`

const mutantsOfSteps: readonly Mutant[] = [
  ['a wrong shift', (text) => text.replaceAll(/(w\d >>> )(\d+)/g, (_, before, digits) => nextNumber(before, digits))],
  ['a missing mask', (text) => text.replaceAll(/(w\d >>> \d+) & \d+/g, '$1')],
  ['a local state read in the wrong word', (text) => text.replaceAll(/w\d >>>/g, 'w0 >>>')],
  [
    'the local state after it',
    (text) => text.replaceAll(/(tree\[)(\d+)/g, (_, before, digits) => nextNumber(before, digits)),
  ],
  ['a value read in the wrong word', (text) => text.replace('p + (place >>> 10)', 'p')],
  ['a value with the sign of its word', (text) => text.replace('>>> (place >>> 5)', '>> (place >>> 5)')],
  ['a value without its left shift', (text) => text.replace('<< place >>>', '>>>')],
  ['a leaf that loses its last outcome', (text) => text.replaceAll('; n > 1; n--', '; n > 2; n--')],
  ['a leaf that loses its others', (text) => text.replaceAll(/for \(; n > 1; n--\) \{[^}]*\}/g, '')],
  ['a blocked step that is taken', (text) => text.replaceAll(/: n \* (\d)/g, ': $1')],
  ['a word from another one', (text) => text.replaceAll(/w1 & tree/g, 'w0 & tree')],
  ['a mask that clears nothing', (text) => text.replaceAll(/ & tree\[[^\]]*\]/g, '')],
  ['masks of the outcome before', (text) => text.replaceAll(/e \+= \d/g, 'e += 0')],
  ['the tree before it grew', (text) => text.replaceAll('tree = trees.tree\n', '\n')],
  ['half a state where it must stop', (text) => text.replaceAll('x.length = start', 'x.length = q')],
  ['another thread chosen', (text) => text.replaceAll(/chosen & 1\b/g, 'chosen & 2')],
  ['another thread recorded', (text) => text.replaceAll(/(\[q \/ \d\] = )/g, '$11 ^ ')],
  ['stuck states forgotten', (text) => text.replace(/if \((q === start|owed < \d+)\)/, 'if (false)')],
  ['states with voluntary steps taken for stuck', (text) => text.replace(/owed < \d+/, 'q > start')],
  ['owed steps forgotten', (text) => text.replaceAll('owed |= n', '')],
  ['chosen threads that owe nothing', (text) => text.replace('chosen = -1', 'break')],
  ['all threads on top of the chosen ones', (text) => text.replace('q = start\n', '\n')],
  ['what is owed of the last thread', (text) => text.replaceAll('owed |= n', 'owed = n')],
]

const mutantsOfKeys: readonly Mutant[] = [
  ['a factor forgotten', (text) => text.replaceAll(/ \* \d+ \+ /g, ' + ')],
  ['a sign', (text) => text.replaceAll(/>>> (\d+\))/g, '>> $1')],
  ['a wrong word', (text) => text.replaceAll(/at \+ \d/g, 'at')],
  ['a thread left out', (text) => text.replaceAll(/ \| \(regions\[1\]/g, ' | 0 & (regions[1]')],
  ['another region', (text) => text.replaceAll(/>>> \d & 1/g, '& 1')],
]

function isMissed(difference: (it: Case, change: Change) => string | undefined, change: Change): boolean {
  const isSame = fc.property(cases, (it) => difference(it, change) === undefined)
  return fc.check(isSame, { numRuns: RUNS_BY_MUTANT, endOnFailure: true }).failed
}

describe('generated text does what the tables say, in any layout', () => {
  test('steps: the same successors in the same order, by the same threads, all marked that must be', () => {
    fc.assert(
      fc.property(cases, (it) => {
        expect(differenceOfSteps(it)).toBeUndefined()
      }),
      { numRuns: RUNS },
    )
  })

  test('valuations: the same numbers', () => {
    fc.assert(
      fc.property(cases, (it) => {
        expect(differenceOfKeys(it)).toBeUndefined()
      }),
      { numRuns: RUNS },
    )
  })

  test.each(mutantsOfSteps)('steps with %s are told apart', (_, change) => {
    expect(isMissed(differenceOfSteps, change)).toBe(true)
  })

  test.each(mutantsOfKeys)('valuations with %s are told apart', (_, change) => {
    expect(isMissed(differenceOfKeys, change)).toBe(true)
  })
})
