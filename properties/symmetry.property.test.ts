import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SymmetricSearchOptions, symmetricSearch } from '../src/explorer/reduced/symmetric-search.ts'
import { runSearch } from '../src/explorer/search.ts'
import type { Step } from '../src/explorer/steps/schedule.ts'
import { prove } from '../src/explorer/symmetry/proof.ts'
import { SymmetryReduction } from '../src/explorer/symmetry/reduction.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { type SymmetricDesign, symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { type NaiveState, naiveCheck, naiveStart, naiveSuccessors, naiveViolations } from './naive-checker.ts'
import { nameOf } from './name-of.ts'
import { orbitsOf } from './orbits.ts'

const limitStates = 600
const timeoutMs = 120_000

/** The budget keeps a thousand designs short: those over it are drawn again. */
function programOf(design: SymmetricDesign, runs = 1_200): Program {
  return compile(symmetricSystem(design).build(), { minimise: design.seed % 2 === 0, budget: { runs } }).program
}

const isSmall = (program: Program): boolean =>
  program.symmetry?.isOpen === false &&
  runSearch(program, { stopAtFirst: false, limitStates, wantsCounterexample: false }).limit === undefined

function searched(program: Program, options: SymmetricSearchOptions) {
  const { result, report } = finished(symmetricSearch(program, options))
  return { ...result, report }
}

/** Calls back with programs of alike threads whose full search is short. */
function forAll(comparesIds: boolean, numRuns: number, law: (program: Program, design: SymmetricDesign) => void): void {
  fc.assert(
    fc.property(symmetricDesign(comparesIds), (design) => {
      const program = programOf(design)
      fc.pre(isSmall(program))
      law(program, design)
    }),
    { numRuns, maxSkipsPerRun: 10 },
  )
}

/** What a reduced search must count: orbits. */
function expected(program: Program) {
  const naive = naiveCheck(program)
  const orbits = orbitsOf(program, naive.states)
  const one = [...orbits.values()].map(([state]) => state!)
  return {
    naive,
    orbits,
    states: orbits.size,
    edges: one.reduce((sum, state) => sum + naiveSuccessors(program.ir, state).length, 0),
    deadlocks: orbitsOf(program, naive.deadlocks).size,
    failures: orbitsOf(program, naive.failures).size,
    shown: program.ir.properties.map(
      (_, property) => one.filter((state) => naiveViolations(program, state).shown.includes(property)).length,
    ),
  }
}

/** One form for each orbit, by brute force over all permutations. */
function expectCanonical(program: Program, orbits: ReturnType<typeof orbitsOf>): void {
  const reduction = new SymmetryReduction(program, [...program.symmetry!.swaps.keys()])
  const forms = new Set<string>()
  for (const members of orbits.values()) {
    const found = new Set<string>()
    for (const { values, locals } of members) {
      const holds = [...values, ...locals]
      expect(reduction.form.applyTo(holds)).toBe(true)
      found.add(holds.join())
    }
    expect(found.size).toBe(1)
    for (const form of found) forms.add(form)
  }
  expect(forms.size).toBe(orbits.size)
}

/** Every state that the steps may lead to: a step names its thread and local states only. */
function endsOf({ ir }: Program, steps: readonly Step[]): NaiveState[] {
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

function expectAgreement(program: Program): void {
  const { naive, orbits, ...counts } = expected(program)
  expectCanonical(program, orbits)
  for (const strategy of ['bfs', 'dfs'] as const) {
    const { states, edges, deadlocks, failures, properties, report } = searched(program, {
      strategy,
      stopAtFirst: false,
    })
    expect(report).toMatchObject({ status: 'proved', differences: [] })
    expect({ states, edges, deadlocks, failures, shown: properties.map((shown) => shown.states) }).toEqual(counts)
  }
  const violations = program.ir.isDeadlockViolation
    ? naive.violations
    : new Map([...naive.violations].filter(([kind]) => kind !== 'deadlock'))
  const first = searched(program, {})
  expect(first.status).toBe(violations.size > 0 ? 'violated' : 'complete')
  expect(first.counterexample?.steps.length).toBe(violations.size > 0 ? Math.min(...violations.values()) : undefined)
  for (const { violation, counterexample } of [first, searched(program, { strategy: 'dfs' })]) {
    const ends = endsOf(program, counterexample?.steps ?? [])
    const found = ends.flatMap((state) => naiveViolations(program, state).violations)
    if (violation !== undefined) expect(found).toContain(nameOf(violation))
  }
}

describe('symmetry', () => {
  test(
    'reduced and full search agree: orbits of states, deadlocks, failures, violations; the shortest counterexample',
    () => {
      forAll(false, isLong ? 1000 : 250, expectAgreement)
    },
    timeoutMs,
  )

  test(
    'what the search discovers is proved at its end',
    () => {
      fc.assert(
        fc.property(symmetricDesign(false), (design) => {
          const program = programOf(design)
          fc.pre(isSmall(program))
          const open = searched(programOf(design, 5), { stopAtFirst: false })
          const closed = searched(program, { stopAtFirst: false })
          expect(open.report).toMatchObject({ status: 'proved', differences: [] })
          const { deadlocks, failures, properties } = closed
          expect({ deadlocks: open.deadlocks, failures: open.failures > 0 }).toEqual({
            deadlocks,
            failures: failures > 0,
          })
          expect(open.properties.length).toBe(properties.length)
        }),
        { numRuns: 100, maxSkipsPerRun: 10 },
      )
    },
    timeoutMs,
  )
})

describe('a design that compares ids by order', () => {
  test(
    'is refused, or is symmetric all the same: the verdict is that of the full search',
    () => {
      let refused = 0
      forAll(true, isLong ? 400 : 250, (program) => {
        const full = runSearch(program, { stopAtFirst: false })
        const reduced = searched(program, { stopAtFirst: false })
        if (reduced.report.differences.length > 0) refused++
        expect({ has: reduced.deadlocks > 0, fails: reduced.failures > 0 }).toEqual({
          has: full.deadlocks > 0,
          fails: full.failures > 0,
        })
        expect(reduced.properties.map(({ states }) => states > 0)).toEqual(
          full.properties.map(({ states }) => states > 0),
        )
      })
      expect(refused).toBeGreaterThan(20)
    },
    timeoutMs,
  )

  test(
    'would often be given a wrong answer without the proof',
    () => {
      let wrong = 0
      forAll(true, 300, (program) => {
        const full = runSearch(program, { stopAtFirst: false })
        const swaps = [...program.symmetry!.swaps.keys()]
        const reduction = new SymmetryReduction(program, swaps)
        try {
          const trusting = runSearch(program, { stopAtFirst: false, wantsCounterexample: false, symmetry: reduction })
          const seen = [
            trusting.deadlocks > 0,
            trusting.failures > 0,
            ...trusting.properties.map(({ states }) => states > 0),
          ]
          const all = [full.deadlocks > 0, full.failures > 0, ...full.properties.map(({ states }) => states > 0)]
          if (seen.join() !== all.join()) {
            wrong++
            const proof = finished(prove(program, program.symmetry!, {}))
            expect(proof.differences.length).toBeGreaterThan(0)
          }
        } catch (error) {
          expect(String(error)).toContain('not alike')
        }
      })
      expect(wrong).toBeGreaterThan(0)
    },
    timeoutMs,
  )
})
