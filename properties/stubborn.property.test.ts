import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../src/explorer/search.ts'
import { isLong } from '../test/setup/long.ts'
import { type IrSpec, irSpec, longStepIrSpec, programOf, richIrSpec } from './arbitraries/random-ir.ts'
import { naiveCheck } from './naive-checker.ts'
import { explore } from './reduced-checker.ts'
import { type Kept, lost, lostUnsettled, setsOf, unreal, wrongSet, wrongSettledSet } from './stubborn-laws.ts'

/** For a machine that has much else to do. */
const LIMIT_MS = 120_000

const anySpec = fc.oneof(irSpec, richIrSpec, longStepIrSpec)

/** Where most answers lead elsewhere, so that what comes late is often a further part of a step; and nothing ends a search but a deadlock. */
const surprisingSpec = fc.oneof(richIrSpec, longStepIrSpec).map((spec): IrSpec => {
  const threads = spec.threads.map((locals) => locals.map((it) => ({ ...it, hasOneAnswer: false })))
  return { ...spec, threads, hasBlocking: true, hasFailing: false, isDeadlockViolation: true, properties: [] }
})

const anyKept: fc.Arbitrary<Kept> = fc.record({
  preserves: fc.constantFrom('verdicts', 'valuations'),
  environment: fc.constantFrom('never', 'always'),
})

function forAll(numRuns: number, law: (spec: IrSpec, kept: Kept) => void): void {
  fc.assert(fc.property(anySpec, anyKept, law), { numRuns })
}

describe('a search by stubborn sets and one of all interleavings agree on random tables', () => {
  test(
    'deadlocks and their least depths, failing operations, verdicts or valuations, local states',
    () => {
      forAll(isLong ? 5_000 : 2_000, (spec, kept) => {
        const program = programOf(spec)
        expect(lost(program, setsOf(program, undefined, kept), kept)).toBeUndefined()
      })
    },
    LIMIT_MS,
  )

  test(
    'every chosen set is one by definition',
    () => {
      forAll(isLong ? 1_500 : 700, (spec, kept) => {
        const program = programOf(spec)
        expect(wrongSet(program, setsOf(program, undefined, kept))).toBeUndefined()
      })
    },
    LIMIT_MS,
  )

  test(
    'every set chosen is one by definition where tables know only what was reached',
    () => {
      forAll(400, (spec) => {
        expect(wrongSettledSet(spec)).toBeUndefined()
      })
    },
    LIMIT_MS,
  )

  test(
    'breadth first and depth first see the same states; a deadlock is reported after the fewest steps',
    () => {
      forAll(400, (spec, { preserves }) => {
        const kept = { preserves, environment: 'where it pays' } as const
        const program = programOf(spec)
        const { states } = explore(program, setsOf(program, undefined, kept).chooser)
        for (const strategy of ['bfs', 'dfs'] as const) {
          const { chooser } = setsOf(program, undefined, kept)
          expect(runSearch(program, { strategy, chooser, stopAtFirst: false }).states).toBe(states)
        }
        const { violation, counterexample } = runSearch(program, { chooser: setsOf(program, undefined, kept).chooser })
        if (violation?.kind !== 'deadlock') return
        expect(counterexample?.isShortest).toBe(true)
        expect(counterexample?.steps.length).toBe(naiveCheck(program).violations.get('deadlock'))
      })
    },
    LIMIT_MS,
  )

  test(
    'tables that know only their start: the search is repeated until nothing new is met',
    () => {
      forAll(isLong ? 800 : 400, (spec) => {
        expect(lostUnsettled(spec)).toBeUndefined()
      })
    },
    LIMIT_MS,
  )

  test(
    'tables that know only their start: what any pass finds is real, also of steps that turn out longer than was known',
    () => {
      const settling = fc.record({
        strategy: fc.constantFrom('bfs' as const, 'dfs' as const),
        unreducedStates: fc.constantFrom(0, 1, 3, 5),
      })
      const law = fc.property(fc.oneof(anySpec, surprisingSpec), settling, (spec, it) => {
        expect(unreal(spec, it)).toBeUndefined()
      })
      fc.assert(law, { numRuns: isLong ? 2_000 : 400 })
    },
    LIMIT_MS,
  )
})
