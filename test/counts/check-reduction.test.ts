import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { systemOf } from '../../bench/systems.ts'

/** For a machine that has much else to do. */
const limitMs = 120_000

/** Sizes m and l are left out for their time alone: those of size m take a minute together, philosophers most of it. */
const checked = rows
  .filter(({ size }) => size === 't' || size === 'xs' || size === 's')
  .map((row) => [`${row.model} ${parametersText(row.params)}`, row] as const)

describe('reductions of the lock models', () => {
  test.each(checked)(
    '%s: the full search says the same, no orbit is missing, and every stubborn set meets its definition',
    (_, { model, params, states }) => {
      const verdict = check(systemOf(model, params), { reduction: 'all', checkReduction: true, minimise: false })
      expect(verdict.verdict).toBe('verified')
      expect(verdict.fullStates).toBe(states)
      expect(verdict.states).toBeLessThanOrEqual(states)
      const said = verdict.grounds.map(({ text }) => text).join('\n')
      expect(said).toMatch(/^\d+ stubborn sets that meet their definition, all looked at to the end$/m)
      if (/are alike$/m.test(said)) expect(said).toMatch(/^\d+ orbits, to which all states of the full search belong$/m)
    },
    limitMs,
  )
})
