import fc from 'fast-check'
import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../src/explorer/search.ts'
import { type CompileOptions, compile } from '../src/model/compile/compile.ts'
import { isLong } from '../test/setup/long.ts'
import { type RandomDesign, randomDesign, randomSystem } from './arbitraries/random-design.ts'

const limitStates = 20_000

/** What a whole search counts, or nothing where it is too long. */
function counts(design: RandomDesign, options: CompileOptions) {
  const { states, edges, levels, deadlocks, failures, properties, limit } = runSearch(
    compile(randomSystem(design).build(), options).program,
    { stopAtFirst: false, limitStates },
  )
  return limit === undefined ? { states, edges, levels, deadlocks, hasFailed: failures > 0, properties } : undefined
}

describe('compile', () => {
  test('automata that are closed ahead and automata that the search discovers have the same states', () => {
    fc.assert(
      fc.property(randomDesign, (design) => {
        expect(counts(design, { minimise: false })).toEqual(counts(design, { minimise: false, budget: { runs: 0 } }))
      }),
      { numRuns: isLong ? 250 : 120 },
    )
  })

  test('merging local states changes no verdict and no shortest counterexample', () => {
    fc.assert(
      fc.property(randomDesign, (design) => {
        const plain = check(randomSystem(design), { minimise: false, limits: { states: limitStates } })
        const merged = check(randomSystem(design), { limits: { states: limitStates } })
        if (plain.verdict === 'incomplete' || plain.answers.some(({ result }) => result === 'not looked for')) return
        expect(merged.verdict).toBe(plain.verdict)
        expect(merged.violation?.trace?.steps.length).toBe(plain.violation?.trace?.steps.length)
        expect(merged.violation?.trace?.switches).toBe(
          plain.violation?.kind === merged.violation?.kind
            ? plain.violation?.trace?.switches
            : merged.violation?.trace?.switches,
        )
        expect(merged.states).toBeLessThanOrEqual(plain.states)
      }),
      { numRuns: isLong ? 250 : 120 },
    )
  })
})
