import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { systemOf } from '../../bench/systems.ts'

const tiny = rows.filter(({ size }) => size === 't')

describe('reductions of the lock models', () => {
  test.each(tiny.map((row) => [`${row.model} ${parametersText(row.params)}`, row] as const))(
    '%s: the full search says the same, and every stubborn set meets its definition',
    (_, { model, params, states }) => {
      const verdict = check(systemOf(model, params), { reduction: 'all', checkReduction: true, minimise: false })
      expect(verdict.verdict).toBe('verified')
      expect(verdict.fullStates).toBe(states)
      expect(verdict.states).toBeLessThanOrEqual(states)
      expect(verdict.assumptions.join('\n')).toContain(
        'stubborn sets that meet their definition, all looked at to the end',
      )
    },
  )
})
