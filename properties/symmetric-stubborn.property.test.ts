import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReduction } from '../src/explorer/audit/check-reduction.ts'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { reducedSearch } from '../src/explorer/reduced/reduction.ts'
import { type SearchWith, symmetricSearch } from '../src/explorer/reduced/symmetric-search.ts'
import { type PlainSearchOptions, runSearch, search } from '../src/explorer/search.ts'
import { type StubbornOptions, stubbornSets } from '../src/explorer/stubborn/sets/stubborn-sets.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { naiveCheck } from './naive-checker.ts'
import { orbitsOf } from './orbits.ts'

const limitStates = 600
const timeoutMs = 240_000

/** What is asked of stubborn sets. */
type Kept = Pick<StubbornOptions, 'preserves' | 'environment'>

const anyKept: fc.Arbitrary<Kept> = fc.record({
  preserves: fc.constantFrom('verdicts', 'valuations'),
  environment: fc.constantFrom('where it pays', 'never', 'always'),
})

type Reduced = SearchResult & { readonly isReduced: boolean }

function bothReductions(program: Program, kept: Kept, options: PlainSearchOptions): Reduced {
  const withSets: SearchWith = function* (alike, its, symmetry) {
    const sets = yield* stubbornSets(program, { symmetry, ...kept })
    return yield* search(alike, 'refused' in sets ? its : { ...its, chooser: sets.chooser })
  }
  const { result, report } = finished(symmetricSearch(program, { ...options, search: withSets }))
  return { ...result, isReduced: report.status === 'proved' }
}

/** Observed is what the properties say of any state; a deadlock is kept as an orbit, with its shortest distance. */
function expectAgreement(program: Program, kept: Kept): { readonly full: number; readonly reduced: number } {
  const naive = naiveCheck(program)
  const reduced = bothReductions(program, kept, { stopAtFirst: false, wantsCounterexample: false })
  expect(reduced.isReduced).toBe(true)
  expect(reduced.deadlocks).toBe(orbitsOf(program, naive.deadlocks).size)
  expect({ fails: reduced.failures > 0, shown: reduced.properties.map(({ states }) => states > 0) }).toEqual({
    fails: naive.failures.length > 0,
    shown: naive.properties.map(({ states }) => states > 0),
  })
  const first = bothReductions(program, kept, {})
  const kinds = [...naive.violations.keys()].filter((kind) => kind !== 'deadlock' || program.ir.isDeadlockViolation)
  expect(first.status).toBe(kinds.length > 0 ? 'violated' : 'complete')
  if (first.violation?.kind === 'deadlock')
    expect(first.counterexample?.steps.length).toBe(naive.violations.get('deadlock'))
  return { full: naive.states.length, reduced: reduced.states }
}

describe('symmetry and stubborn sets together', () => {
  test(
    'agree with the full search on deadlocks, failing operations and what properties say',
    () => {
      let [full, reduced] = [0, 0]
      fc.assert(
        fc.property(symmetricDesign(false), anyKept, (design, kept) => {
          const { program } = compile(symmetricSystem(design).build(), { budget: { runs: 1_200 } })
          fc.pre(program.symmetry?.isOpen === false)
          fc.pre(
            runSearch(program, { stopAtFirst: false, limitStates, wantsCounterexample: false }).limit === undefined,
          )
          const counts = expectAgreement(program, kept)
          full += counts.full
          reduced += counts.reduced
        }),
        { numRuns: isLong ? 1_000 : 200, maxSkipsPerRun: 10 },
      )
      expect(reduced).toBeLessThan(full / 3)
    },
    timeoutMs,
  )

  test(
    'leave one state of each orbit, and choose sets that are stubborn by definition',
    () => {
      const said = { orbits: 0, sets: 0 }
      fc.assert(
        fc.property(symmetricDesign(false), (design) => {
          const { program } = compile(symmetricSystem(design).build(), { budget: { runs: 1_200 } })
          fc.pre(runSearch(program, { limitStates, wantsCounterexample: false }).status === 'complete')
          const reduced = finished(reducedSearch(program, 'all', {}))
          const { grounds } = finished(checkReduction(program, 'all', reduced.result, {}))
          if (grounds.some(({ kind }) => kind === 'orbits')) said.orbits++
          const isWhole = grounds.some((of) => of.kind === 'sets checked' && of.sets === of.toTheEnd && !of.isCut)
          if (isWhole) said.sets++
        }),
        { numRuns: 250, maxSkipsPerRun: 10 },
      )
      expect({ orbits: said.orbits > 200, sets: said.sets > 100 }).toEqual({ orbits: true, sets: true })
    },
    timeoutMs,
  )
})
