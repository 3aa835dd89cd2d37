import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { PctScheduler } from '../src/explorer/orders/pct-scheduler.ts'
import { PreemptionBounded } from '../src/explorer/orders/preemption-bounded.ts'
import { Random } from '../src/explorer/orders/random.ts'
import { RandomRuns } from '../src/explorer/orders/random-runs.ts'
import { UniformScheduler } from '../src/explorer/orders/uniform-scheduler.ts'
import { runSearch, type StrategyMaker } from '../src/explorer/search.ts'
import type { Program } from '../src/model/ir.ts'
import { hiddenProgramOf, type IrSpec, irSpec, programOf } from './arbitraries/random-ir.ts'
import { type NaiveState, naiveCheck, naiveStart, naiveSuccessors, naiveViolations } from './naive-checker.ts'
import { nameOf } from './name-of.ts'

const RUNS = 300

const walks =
  (seed: number): StrategyMaker =>
  (context) => {
    const random = new Random(seed)
    return new RandomRuns(context, {
      random,
      bounds: { runs: 20, stepsPerRun: 30 },
      scheduler: () => new UniformScheduler(random),
      sample: (covered) => ({ kind: 'random walk', seed, ...covered, stepsPerRun: 30 }),
    })
  }

const pct =
  (seed: number): StrategyMaker =>
  (context) => {
    const random = new Random(seed)
    const bounds = { threads: context.program.ir.threads.length, stepsPerRun: 30, bugDepth: 3 }
    return new RandomRuns(context, {
      random,
      bounds: { runs: 20, stepsPerRun: 30 },
      scheduler: () => new PctScheduler(random, bounds),
      sample: (covered) => ({ kind: 'random walk', seed, ...covered, stepsPerRun: 30 }),
    })
  }

const preemptions =
  (bound: number): StrategyMaker =>
  (context) =>
    new PreemptionBounded(context, bound)

const strategies = fc.oneof(
  fc.nat(100).map((seed) => ({ name: `random walk, seed ${seed}`, strategy: walks(seed) })),
  fc.nat(100).map((seed) => ({ name: `PCT, seed ${seed}`, strategy: pct(seed) })),
  fc.nat(3).map((bound) => ({ name: `at most ${bound} preemptions`, strategy: preemptions(bound) })),
)

/** The violations of the states that the counterexample may lead to, by the naive meaning of the tables. */
function violationsAfter({ counterexample }: SearchResult, program: Program): string[] {
  const ends = (counterexample?.steps ?? []).reduce<NaiveState[]>(
    (states, { thread, localBefore, localAfter }) =>
      states
        .filter(({ locals }) => locals[thread] === localBefore)
        .flatMap((state) => naiveSuccessors(program.ir, state))
        .filter((edge) => edge.thread === thread && edge.state.locals[thread] === localAfter)
        .map(({ state }) => state),
    [naiveStart(program.ir)],
  )
  return ends.flatMap((state) => naiveViolations(program, state).violations)
}

const expectedOf = (program: Program): Map<string, number> => {
  const { violations } = naiveCheck(program)
  return new Map([...violations].filter(([kind]) => program.ir.isDeadlockViolation || kind !== 'deadlock'))
}

function forAll(law: (spec: IrSpec, strategy: StrategyMaker) => void): void {
  fc.assert(
    fc.property(irSpec, strategies, (spec, { strategy }) => law(spec, strategy)),
    { numRuns: RUNS },
  )
}

describe('searches that need not see every state, on random tables', () => {
  test('what they find is a violation, shortened to the shortest of its kind', () => {
    forAll((spec, strategy) => {
      const program = programOf(spec)
      const result = runSearch(program, { strategy })
      if (result.violation === undefined) return
      const kind = nameOf(result.violation)
      expect(violationsAfter(result, program)).toContain(kind)
      expect(result.counterexample).toMatchObject({ isShortest: true, hasFewestSwitches: true })
      expect(result.counterexample?.steps.length).toBe(expectedOf(program).get(kind))
    })
  })

  test('without a budget for a whole search, shortening still ends in the same violation', () => {
    forAll((spec, strategy) => {
      const program = programOf(spec)
      const result = runSearch(program, { strategy, shorteningBudget: 12 })
      if (result.violation === undefined) return
      const kind = nameOf(result.violation)
      expect(violationsAfter(result, program)).toContain(kind)
      expect(result.counterexample?.steps.length).toBeGreaterThanOrEqual(expectedOf(program).get(kind) ?? 0)
    })
  })

  test('the same seed gives the same result, whether the tables are known ahead or discovered', () => {
    forAll((spec, strategy) => {
      const [first, again] = [runSearch(programOf(spec), { strategy }), runSearch(programOf(spec), { strategy })]
      expect({ ...again, coverage: undefined }).toEqual({ ...first, coverage: undefined })
      const discovered = runSearch(hiddenProgramOf(spec), { strategy })
      expect(discovered.violation?.kind).toBe(first.violation?.kind)
      expect(discovered.counterexample?.steps.length).toBe(first.counterexample?.steps.length)
      expect(discovered.states).toBe(first.states)
    })
  })

  test('a preemption-bounded search that has nothing left to preempt has seen every state', () => {
    fc.assert(
      fc.property(irSpec, fc.nat(12), fc.boolean(), (spec, bound, isHidden) => {
        const known = programOf(spec)
        const naive = naiveCheck(known)
        const result = runSearch(isHidden ? hiddenProgramOf(spec) : known, {
          strategy: preemptions(bound),
          stopAtFirst: false,
          wantsCounterexample: false,
        })
        if (result.limit !== undefined) return
        const { states, deadlocks, failures } = result
        expect({ states, deadlocks, failures }).toEqual({
          states: naive.states.length,
          deadlocks: naive.deadlocks.length,
          failures: naive.failures.length,
        })
        expect(result.properties.map((property) => property.states)).toEqual(
          naive.properties.map(({ states }) => states),
        )
      }),
      { numRuns: RUNS },
    )
  })

  test('what a preemption-bounded search has not seen needs more preemptions', () => {
    fc.assert(
      fc.property(irSpec, fc.nat(3), (spec, bound) => {
        const program = programOf(spec)
        const result = runSearch(program, {
          strategy: preemptions(bound),
          stopAtFirst: false,
          wantsCounterexample: false,
        })
        expect(result.states).toBe(statesWithin(program, bound))
      }),
      { numRuns: RUNS / 5 },
    )
  })
})

/** The states of all runs with at most so many preemptions, by brute force. */
function statesWithin({ ir }: Program, bound: number): number {
  const costs = new Map<string, number>()
  const visit = (state: NaiveState, last: number, cost: number): void => {
    const key = JSON.stringify({ state, last })
    if (cost > bound || (costs.get(key) ?? Number.POSITIVE_INFINITY) <= cost) return
    costs.set(key, cost)
    const edges = naiveSuccessors(ir, state)
    const canGoOn = edges.some(({ thread }) => thread === last)
    for (const edge of edges) visit(edge.state, edge.thread, cost + (canGoOn && edge.thread !== last ? 1 : 0))
  }
  visit(naiveStart(ir), -1, 0)
  return new Set([...costs.keys()].map((key) => JSON.stringify(JSON.parse(key).state))).size
}
