import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { published } from '../../bench/published/expected.ts'
import { fullSearch } from './full-search.ts'

describe('the models of the BEEM set', () => {
  test.each(published)(
    '$name: $states states, $edges edges, $levels levels, $deadlocks deadlocks, $bad bad',
    (instance) => {
      const { states, edges, levels, deadlocks, bad, violatedAtStep } = instance
      const found = fullSearch(instance.system, { minimise: false })

      expect(found).toMatchObject({ states, edges, levels, deadlocks })
      expect(found.properties[0]?.states ?? 0).toBe(bad)
      expect(found.properties[0]?.firstDepth).toBe(violatedAtStep)
    },
  )

  const violated = published.filter(({ violatedAtStep }) => violatedAtStep !== undefined)
  test.each(violated)('$name: the counterexample has $violatedAtStep steps', ({ system, violatedAtStep }) => {
    const { verdict, violation } = check(system)

    expect(verdict).toBe('violated')
    expect(violation).toMatchObject({ kind: 'property', property: 'mutual exclusion', trace: { isShortest: true } })
    expect(violation?.trace?.steps).toHaveLength(violatedAtStep ?? 0)
  })
})
