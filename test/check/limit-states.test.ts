import { type CheckOptions, check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mcs } from '../../bench/models/mcs.ts'
import { contest } from '../../src/check/looking/contest.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'

const system = mcs({ N: 3 })
const limits = [1, 2, 7, 100]

const ways: readonly CheckOptions[] = [
  {},
  ...(['none', 'stubborn', 'symmetry', 'all'] as const).map((reduction) => ({ reduction })),
  { search: 'depth first' },
  { search: 'depth first', reduction: 'all' },
  { search: { preemptions: { bound: 9 } } },
  { search: { randomWalk: { runs: 1_000 } } },
  { search: { pct: { runs: 1_000 } } },
]

describe('the limit of states', () => {
  test.each(ways)('is met to the state: %o', (options) => {
    for (const states of limits)
      expect(check(system, { ...options, limits: { states } })).toMatchObject({
        verdict: 'incomplete',
        stoppedBy: 'states',
        states,
      })
  })

  test.each(ways.slice(0, -3))('does not end what has just as many: %o', (options) => {
    const { states, verdict } = check(system, options)
    expect(verdict).toBe('verified')
    expect(check(system, { ...options, limits: { states } })).toMatchObject({ verdict, states })
    expect(check(system, { ...options, limits: { states: states - 1 } })).not.toMatchObject({ states })
  })

  test.each(limits)('is met by both where they take turns: %i', (states) => {
    const view = { system, design: system.build(), options: { limits: { states } }, meter: new Meter() }
    const terms = { prologue: 0, turn: 64, proofBudget: Number.POSITIVE_INFINITY }
    const { search } = finished(contest({ ...view, entered: () => {} }, terms))
    expect(search.result).toMatchObject({ status: 'incomplete', limit: 'states', states })
  })
})
