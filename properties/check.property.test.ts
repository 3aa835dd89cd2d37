import fc from 'fast-check'
import { check, type ReductionKind } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { isLong } from '../test/setup/long.ts'
import { randomDesign, randomSystem } from './arbitraries/random-design.ts'

const limits = { states: 20_000 }
const kinds: readonly ReductionKind[] = ['stubborn', 'symmetry', 'all']

describe('check', () => {
  test('a reduced check says what the full one says, with as short a counterexample', () => {
    fc.assert(
      fc.property(randomDesign, fc.constantFrom(...kinds), (design, reduction) => {
        const full = check(randomSystem(design), { limits, reduction: 'none' })
        if (full.verdict === 'incomplete') return
        const reduced = check(randomSystem(design), { limits, reduction })
        expect(reduced.verdict).toBe(full.verdict)
        expect(reduced.violation?.trace?.steps.length).toBe(full.violation?.trace?.steps.length)
        expect(reduced.states).toBeLessThanOrEqual(full.states)
        if (full.verdict !== 'verified') return
        expect(reduced.answers).toEqual(full.answers)
        for (const warning of reduced.warnings) expect(full.warnings).toContainEqual(warning)
      }),
      { numRuns: isLong ? 250 : 120 },
    )
  })

  test('the check of a reduction agrees on random designs', () => {
    let [compared, sets] = [0, 0]
    fc.assert(
      fc.property(randomDesign, fc.constantFrom(...kinds), (design, reduction) => {
        const { fullStates, states, grounds } = check(randomSystem(design), {
          limits,
          reduction,
          checkReduction: true,
        })
        if (fullStates === undefined) return
        expect(fullStates).toBeGreaterThanOrEqual(states)
        compared++
        if (grounds.some(({ text }) => /sets that meet .* all looked at to the end$/.test(text))) sets++
      }),
      { numRuns: isLong ? 200 : 100 },
    )
    expect({ compared: compared > 50, sets: sets > 30 }).toEqual({ compared: true, sets: true })
  })
})
