import { check, replay, UsageError } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { peterson } from '../../bench/models/peterson.ts'
import { phil } from '../../bench/models/phil.ts'
import { naive } from '../../examples/naive-flag.ts'

describe('searches for systems too big to finish', () => {
  test.each([
    [{ randomWalk: {} }, 'random walk'],
    [{ pct: { steps: 20, bugDepth: 3 } }, 'PCT'],
    [{ preemptions: {} }, 'preemption bound'],
  ] as const)('%o finds the shortest violation of the naive flag', (search, name) => {
    const verdict = check(naive, { search })
    expect(verdict).toMatchObject({ verdict: 'violated', search: name, sample: { kind: name } })
    expect(verdict.violation?.trace).toMatchObject({ isShortest: true, hasFewestSwitches: true, switches: 2 })
    expect(verdict.violation?.trace?.steps.length).toBe(4)
    expect(replay(naive, verdict.violation?.trace?.schedule ?? '').steps.length).toBe(4)
  })

  test('a clean search is incomplete, whatever it has seen', () => {
    const verdict = check(peterson(), { search: { randomWalk: { runs: 50, steps: 100, seed: 9 } } })
    expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'bound', edges: 5_000 })
    expect(verdict.sample).toEqual({
      kind: 'random walk',
      seed: 9,
      runs: 50,
      steps: 5_000,
      longestRun: 100,
      stepsPerRun: 100,
    })
    expect(verdict.answers.map(({ result }) => result)).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  })

  test('a preemption bound that bounds nothing is a whole search', () => {
    const verdict = check(peterson(), { search: { preemptions: { bound: 50 } } })
    expect(verdict).toMatchObject({ verdict: 'verified', states: 2_204, sample: { preemptions: 8 } })
    expect(check(peterson(), { search: { preemptions: { bound: 2 } } })).toMatchObject({ verdict: 'incomplete' })
  })

  test('a deadlock too deep for a whole search is shortened by dropping steps and rounds', () => {
    const verdict = check(phil({ N: 14 }), { search: { randomWalk: {} } })
    expect(verdict.violation?.kind).toBe('deadlock')
    expect(verdict.violation?.trace).toMatchObject({ isShortest: false, switches: 13 })
    expect(verdict.violation?.trace?.steps.length).toBe(28)
  })

  test.each([1, 2, 3, 4])('seed %d: the steps of an answer are those of its run, which is counted, too', (seed) => {
    const { violation, answers, sample } = check(naive, { search: { randomWalk: { seed } } })
    const violated = answers.find(({ result }) => result === 'violated')
    expect(violated?.steps).toBe(violation?.trace?.steps.length)
    expect(sample?.kind === 'random walk' && [sample.runs > 0, sample.longestRun >= 4]).toEqual([true, true])
  })

  test('the same seed gives the same verdict', () => {
    const run = (seed: number) => check(phil({ N: 6 }), { search: { pct: { seed } } }).violation?.trace?.schedule
    expect(run(1)).toBe(run(1))
  })

  test.each([
    [{ randomWalk: { runs: 0 } }, 'search.randomWalk.runs is 0: expected an integer of at least 1.'],
    [{ pct: { bugDepth: 0.5 } }, 'search.pct.bugDepth is 0.5: expected an integer from 1 to 1000.'],
    [{ preemptions: { bound: -1 } }, 'search.preemptions.bound is -1: expected an integer of at least 0.'],
    [{ pct: { seed: Number.NaN } }, 'search.pct.seed is NaN: expected an integer.'],
  ])('%o is refused', (search, message) => {
    const refused = () => check(naive, { search })
    expect(refused).toThrow(UsageError)
    expect(refused).toThrow(message)
  })
})
