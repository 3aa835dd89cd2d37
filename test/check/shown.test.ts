import { cell, check, type System, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { flagLock } from '../../examples/flag.ts'
import { inverted } from '../../examples/two-locks.ts'
import { shown } from '../../src/check/shown.ts'
import { detailOf } from '../../src/report/text/properties-text.ts'
import { verdictMismatches } from '../cli/schema.ts'

const long = { timeMs: 60_000 }

const counting: System = system('counting', ({ shared, threads, reachable, expectVerdict }) => {
  const { count } = shared({ count: cell([0, 1, 2, 3]) })
  threads(['P'], function* () {
    yield* count.store(1)
    yield* count.store(2)
  })
  reachable('two', [count], (it) => it === 2)
  reachable('never', [count], (it) => it === 3)
  expectVerdict('verified')
})

describe('what a page shows beside the verdict', () => {
  test('the shortest run to each reachable, which was followed', () => {
    const verdict = check(flagLock())
    const { answers, ...rest } = shown(flagLock(), verdict, long)
    const witness = answers.find(({ kind }) => kind === 'reachable')?.witness
    expect(witness?.steps).toHaveLength(verdict.answers.find(({ kind }) => kind === 'reachable')?.steps ?? -1)
    expect(witness).toMatchObject({ isShortest: true, hasFewestSwitches: true })
    expect({ ...rest, answers: answers.map(({ witness: _, ...answer }) => answer) }).toEqual(verdict)
  })

  test('none of what is not reached, or was never looked for', () => {
    const { answers } = shown(counting, check(counting), long)
    expect(answers.map(({ name, witness }) => [name, witness?.steps.length])).toEqual([
      ['two', 2],
      ['never', undefined],
      ['no failing operation', undefined],
      ['no deadlock', undefined],
      ['nobody is stuck', undefined],
    ])
  })

  test('none where no time is left, and why', () => {
    const { answers } = shown(flagLock(), check(flagLock()), { timeMs: 0 })
    expect(answers.filter(({ witness }) => witness !== undefined)).toEqual([])
    expect(answers.flatMap(({ noWitness }) => noWitness ?? [])).toEqual([{ stoppedBy: 'time', states: 0 }])
  })

  test('within the states that were given, and said where that is too few', () => {
    const verdict = check(flagLock())
    const found = shown(flagLock(), verdict, { states: 4 })
    const answer = found.answers.find(({ kind }) => kind === 'reachable')
    expect(answer?.noWitness?.stoppedBy).toBe('states')
    expect(answer && detailOf(answer, found)).toMatch(
      /^reached after \d steps?; its run was not found within 4 states$/,
    )
    expect(verdictMismatches(JSON.parse(JSON.stringify(found)))).toEqual([])
    expect(shown(flagLock(), verdict, { states: 100 }).answers.some(({ witness }) => witness !== undefined)).toBe(true)
  })

  test('locks as a debugger shows them, in the first state and after each step that changes one', () => {
    const verdict = check(upgradeTwoReaders.system)
    const { violation, answers } = shown(upgradeTwoReaders.system, verdict, long)
    expect(violation?.trace?.initialLocks).toMatchObject([{ object: 'R', view: { mode: 'free' } }])
    expect(violation?.trace?.steps.map(({ locks }) => locks?.[0]?.view.mode)).toEqual(['shared', 'shared', 'shared'])
    expect(answers.find(({ kind }) => kind === 'no deadlock')?.evidence).toEqual(violation)
  })

  test('nothing more where there are no locks to show', () => {
    const verdict = check(inverted)
    expect(shown(inverted, verdict, long)).toEqual(verdict)
  })

  test('is what the schema says', () => {
    for (const one of [flagLock(), upgradeTwoReaders.system])
      expect(verdictMismatches(JSON.parse(JSON.stringify(shown(one, check(one), long))))).toEqual([])
  })
})
