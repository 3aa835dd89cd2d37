import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../src/explorer/search.ts'
import { type IrSpec, irSpec, programOf, richIrSpec } from './arbitraries/ir.ts'
import { naiveCheck } from './naive-checker.ts'
import { explore } from './reduced-checker.ts'
import { lost, lostUnsettled, setsOf, wrongSet } from './stubborn-laws.ts'

const anySpec = fc.oneof(irSpec, richIrSpec)

function forAll(spec: fc.Arbitrary<IrSpec>, numRuns: number, law: (spec: IrSpec) => void): void {
  fc.assert(fc.property(spec, law), { numRuns })
}

describe('a search by stubborn sets and one of all interleavings agree on random tables', () => {
  test('deadlocks and their least depths, failing operations, valuations, local states', () => {
    forAll(anySpec, 5_000, (spec) => {
      expect(lost(programOf(spec))).toBeUndefined()
    })
  })

  test('every chosen set is one by definition', () => {
    forAll(anySpec, 1_500, (spec) => {
      expect(wrongSet(programOf(spec))).toBeUndefined()
    })
  })

  test('breadth first and depth first see the same states; a deadlock is reported after the fewest steps', () => {
    forAll(anySpec, 400, (spec) => {
      const program = programOf(spec)
      const { states } = explore(program, setsOf(program).chooser)
      for (const strategy of ['bfs', 'dfs'] as const) {
        const { chooser } = setsOf(program)
        expect(runSearch(program, { strategy, chooser, stopAtFirst: false }).states).toBe(states)
      }
      const { violation, counterexample } = runSearch(program, { chooser: setsOf(program).chooser })
      if (violation?.kind !== 'deadlock') return
      expect(counterexample?.isShortest).toBe(true)
      expect(counterexample?.steps.length).toBe(naiveCheck(program).violations.get('deadlock'))
    })
  })

  test('tables that know only their start: the search is repeated until nothing new is met', () => {
    forAll(anySpec, 800, (spec) => {
      expect(lostUnsettled(spec)).toBeUndefined()
    })
  })
})
