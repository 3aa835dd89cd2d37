import fc from 'fast-check'
import type { System } from 'lockproof'
import { expect, test } from 'vitest'
import { contest } from '../src/check/looking/contest.ts'
import type { Looked } from '../src/check/looking/looked.ts'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { runSearch } from '../src/explorer/search.ts'
import { compile } from '../src/model/compile/compile.ts'
import { Meter, orStopped, Stopped } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { innocentDesign, innocentSystem } from './arbitraries/innocent-design.ts'
import { randomDesign, randomSystem } from './arbitraries/random-design.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'

const largest = 600
const infinity = Number.POSITIVE_INFINITY

/** For a machine that has much else to do. */
const LIMIT_MS = 240_000

/** Terms under which either may be the first to do anything, and the first to give up; closed, and open, where the proof comes last. */
const terms = fc.record({
  prologue: fc.constantFrom(-1, 0, 4, 64),
  turn: fc.constantFrom(1, 16, 256),
  headStart: fc.constantFrom(0, infinity),
  closing: fc.constantFrom({}, { runs: 20 }, { runs: 80 }, { locals: 6 }),
  proofBudget: fc.constantFrom(0, 40, infinity, infinity),
})

/** The least of them end full searches, and some reduced ones. */
const limits = fc.constantFrom(10, 30, 100, infinity, infinity, infinity)

/** The look at which somebody wants the end. */
const interrupts = fc.oneof({ weight: 3, arbitrary: fc.constant(infinity) }, fc.nat(60))

const systems: fc.Arbitrary<() => System> = fc.oneof(
  randomDesign.map((design) => () => randomSystem(design)),
  innocentDesign.map((design) => () => innocentSystem(design)),
  { weight: 2, arbitrary: symmetricDesign(false).map((design) => () => symmetricSystem(design)) },
  symmetricDesign(true).map((design) => () => symmetricSystem(design)),
)

/** By name what a full search has found to be violated, at any depth. */
function violatedIn({ properties, deadlocks, failures }: SearchResult): readonly string[] {
  const violated = properties.flatMap(({ states }, p) => (states > 0 ? [`property ${p}`] : []))
  return [...violated, ...(deadlocks > 0 ? ['deadlock'] : []), ...(failures > 0 ? ['failure'] : [])]
}

function expectAgreement({ search: { result } }: Looked, full: SearchResult, shortest: number): void {
  expect(result.status).toBe(full.status)
  const witnesses = ({ properties }: SearchResult) => properties.map(({ firstDepth }) => firstDepth === undefined)
  if (result.status === 'complete') {
    expect(witnesses(result)).toEqual(witnesses(full))
    return
  }
  const { violation, counterexample } = result
  expect(violatedIn(full)).toContain(
    violation?.kind === 'property' ? `property ${violation.property}` : violation?.kind,
  )
  if (counterexample === undefined) return
  expect(counterexample.steps.length).toBeGreaterThanOrEqual(shortest)
}

test(
  'whoever wins says what the full search says, with as short a counterexample; who is stopped says so',
  () => {
    const counts = { full: 0, closed: 0, open: 0, violated: 0, limited: 0, interrupted: 0 }
    fc.assert(
      fc.property(systems, terms, limits, interrupts, (make, its, states, lastLook) => {
        const { program } = compile(make().build(), { closes: false })
        const full = runSearch(program, { limitStates: largest, stopAtFirst: false })
        fc.pre(full.limit === undefined)
        const shortest = runSearch(program).counterexample?.steps.length ?? 0
        const system = make()
        let looks = 0
        const meter = new Meter({ isInterrupted: () => looks++ >= lastLook })
        const options = states === infinity ? {} : { limits: { states } }
        const view = { system, design: system.build(), options, meter, entered: () => {} }
        const looked = finished(orStopped(contest(view, its)))
        const isWhole = states === infinity && meter.stop === undefined
        if (looked instanceof Stopped || looked.search.result.status === 'incomplete') {
          expect(isWhole).toBe(false)
          const by = looked instanceof Stopped ? looked.by : looked.search.result.limit
          expect(by).toBe(looks > lastLook ? 'interrupt' : 'states')
          if (by === 'states') expect(full.states).toBeGreaterThan(states)
          counts[by === 'states' ? 'limited' : 'interrupted']++
          return
        }
        expectAgreement(looked, full, shortest)
        const { kind, result } = looked.search
        if (isWhole && result.status === 'violated') expect(result.counterexample?.steps.length).toBe(shortest)
        if (result.status === 'violated') counts.violated++
        counts[kind === 'none' ? 'full' : looked.compiled.isClosed ? 'closed' : 'open']++
      }),
      { numRuns: isLong ? 500 : 200 },
    )
    for (const count of Object.values(counts)) expect(count, JSON.stringify(counts)).toBeGreaterThan(0)
  },
  LIMIT_MS,
)
