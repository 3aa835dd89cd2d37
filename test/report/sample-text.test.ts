import { describe, expect, test } from 'vitest'
import type { Sample } from '../../src/explorer/findings/sample.ts'
import { promisesOf, sampleText } from '../../src/report/text/sample-text.ts'

const runs = { seed: 7, runs: 10_000, steps: 251_233, longestRun: 40, stepsPerRun: 1_000 }
const pct: Sample = { kind: 'PCT', ...runs, threads: 4, bugDepth: 3, chancePerRun: 2.5e-7, chance: 0.0024968 }

describe('what a search that need not see every state has covered', () => {
  test.each<[Sample, string]>([
    [{ kind: 'random walk', ...runs }, '10,000 random walks of up to 40 steps (seed 7)'],
    [{ kind: 'random walk', ...runs, runs: 1, longestRun: 1 }, '1 random walk of up to 1 step (seed 7)'],
    [{ kind: 'random walk', ...runs, runs: 0, longestRun: 0 }, 'the beginning of a random walk (seed 7)'],
    [pct, '10,000 PCT runs of up to 40 steps (seed 7)'],
    [{ kind: 'preemption bound', preemptions: 2 }, 'all runs with at most 2 preemptions'],
  ])('%o', (sample, text) => {
    expect(sampleText(sample)).toBe(text)
  })

  test('only PCT promises something: what its paper proves, with the numbers of this search', () => {
    expect(promisesOf({ kind: 'random walk', ...runs })).toEqual([])
    expect(promisesOf({ ...pct, runs: 0, chance: 0 })).toEqual([])
    expect(promisesOf(pct)).toEqual([
      'a violation of depth 3 within 1,000 steps is found by one run with probability ≥ 1/(4·1,000²) = 2.5e-7, by 10,000 with ≥ 0.25 %',
    ])
  })
})
