import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { runSearch, type SearchOptions } from '../src/explorer/search.ts'
import type { Step } from '../src/explorer/steps/schedule.ts'
import type { Program } from '../src/model/ir.ts'
import { isLong } from '../test/setup/long.ts'
import { hiddenProgramOf, type IrSpec, irSpec, programOf } from './arbitraries/random-ir.ts'
import { type NaiveState, naiveCheck, naiveStart, naiveSuccessors, naiveViolations } from './naive-checker.ts'
import { naiveSwitches } from './naive-switches.ts'
import { nameOf } from './name-of.ts'

const RUNS = isLong ? 2_000 : 800

/** Every state that the steps may lead to by the naive meaning of the tables (a step names its thread and local states only). */
function follow({ ir }: Program, steps: readonly Step[]): NaiveState[] {
  return steps.reduce(
    (states, { thread, localBefore, localAfter }) =>
      states
        .filter(({ locals }) => locals[thread] === localBefore)
        .flatMap((state) => naiveSuccessors(ir, state))
        .filter((edge) => edge.thread === thread && edge.state.locals[thread] === localAfter)
        .map(({ state }) => state),
    [naiveStart(ir)],
  )
}

function switchesOf(steps: readonly Step[]): number {
  return steps.filter(({ thread }, i) => i > 0 && thread !== steps[i - 1]?.thread).length
}

function expectCounts(result: SearchResult, program: Program): void {
  const naive = naiveCheck(program)
  const { states, edges, deadlocks, failures } = result
  const counts = { states, edges, deadlocks, failures, shown: result.properties.map((property) => property.states) }
  expect(counts).toEqual({
    states: naive.states.length,
    edges: naive.edges,
    deadlocks: naive.deadlocks.length,
    failures: naive.failures.length,
    shown: naive.properties.map((property) => property.states),
  })
}

function expectShortest(result: SearchResult, program: Program): void {
  const { violations } = naiveCheck(program)
  const expected = program.ir.isDeadlockViolation
    ? violations
    : new Map([...violations].filter(([kind]) => kind !== 'deadlock'))
  expect(result.status).toBe(expected.size > 0 ? 'violated' : 'complete')
  if (result.violation === undefined || result.counterexample === undefined) return
  const { steps, isShortest, hasFewestSwitches } = result.counterexample
  const kind = nameOf(result.violation)
  expect({ length: steps.length, isShortest, hasFewestSwitches }).toEqual({
    length: Math.min(...expected.values()),
    isShortest: true,
    hasFewestSwitches: true,
  })
  expect(expected.get(kind)).toBe(steps.length)
  expect(switchesOf(steps)).toBe(naiveSwitches(program, kind, steps.length))
}

function expectReplay(result: SearchResult, program: Program): void {
  if (result.violation === undefined) return
  const kind = nameOf(result.violation)
  const ends = follow(program, result.counterexample?.steps ?? [])
  expect(ends.flatMap((state) => naiveViolations(program, state).violations)).toContain(kind)
}

/** Runs the law on random tables: `known` has them whole, `program()` is what the explorer gets. */
function forAll(
  law: (search: (options: SearchOptions) => SearchResult, known: Program, isHidden: boolean) => void,
): void {
  fc.assert(
    fc.property(irSpec, fc.boolean(), (spec: IrSpec, isHidden) => {
      law(
        (options) => runSearch(isHidden ? hiddenProgramOf(spec) : programOf(spec), options),
        programOf(spec),
        isHidden,
      )
    }),
    { numRuns: RUNS },
  )
}

describe('the explorer and the naive checker agree on random tables', () => {
  test('breadth first: states, edges, levels, deadlocks, failures, violating states and their first depths', () => {
    forAll((search, known) => {
      const result = search({ stopAtFirst: false, wantsCounterexample: false })
      expectCounts(result, known)
      const naive = naiveCheck(known)
      expect(result.levels).toBe(naive.levels)
      expect(result.properties.map(({ firstDepth }) => firstDepth)).toEqual(
        naive.properties.map(({ firstDepth }) => firstDepth),
      )
    })
  })

  test('breadth first: the verdict, and the shortest counterexample with the fewest thread switches', () => {
    forAll((search, known, isHidden) => {
      const result = search({})
      expectShortest(result, known)
      if (!isHidden) expectReplay(result, known)
    })
  })

  test('depth first: the counts, the verdict, and a counterexample that replays', () => {
    forAll((search, known, isHidden) => {
      expectCounts(search({ strategy: 'dfs', stopAtFirst: false }), known)
      const result = search({ strategy: 'dfs' })
      expect(result.status).toBe(search({ wantsCounterexample: false }).status)
      if (!isHidden) expectReplay(result, known)
    })
  })

  test('a counterexample is the shortest also when every state is seen', () => {
    forAll((search, known) => expectShortest(search({ stopAtFirst: false }), known))
  })
})
