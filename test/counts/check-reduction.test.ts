import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { systemOf } from '../../bench/systems.ts'

/** Without ticket N=5, whose sets take ten seconds to look at. */
const tiny = rows.filter(({ size, model, states }) => size === 't' && !(model === 'ticket' && states > 10_000))

describe('reductions of the lock models', () => {
  test.each(tiny.map((row) => [`${row.model} ${parametersText(row.params)}`, row] as const))(
    '%s: the full search says the same, and every stubborn set meets its definition',
    (_, { model, params, states }) => {
      const verdict = check(systemOf(model, params), { reduction: 'all', checkReduction: true, minimise: false })
      expect(verdict.verdict).toBe('verified')
      expect(verdict.fullStates).toBe(states)
      expect(verdict.states).toBeLessThanOrEqual(states)
      expect(verdict.assumptions.join('\n')).toContain('stubborn sets that meet their definition')
    },
  )
})
