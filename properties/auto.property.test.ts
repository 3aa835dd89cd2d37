import fc from 'fast-check'
import type { System } from 'lockproof'
import { expect, test } from 'vitest'
import { contest } from '../src/check/looking/contest.ts'
import { runSearch } from '../src/explorer/search.ts'
import { compile } from '../src/model/compile/compile.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { randomDesign, randomSystem } from './arbitraries/random-design.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'

const limitStates = 600

/** For a machine that has much else to do. */
const LIMIT_MS = 120_000

/** Terms under which either may be the first to do anything, and the first to give up. */
const terms = fc.record({
  prologue: fc.constantFrom(-1, 0, 4, 64),
  turn: fc.constantFrom(1, 16, 256),
  proofBudget: fc.constantFrom(0, 40, Number.POSITIVE_INFINITY),
})

/** The least of them end full searches, and some reduced ones. */
const limits = fc.constantFrom(10, 30, 100, 10_000)

const systems: fc.Arbitrary<() => System> = fc.oneof(
  randomDesign.map((design) => () => randomSystem(design)),
  symmetricDesign(false).map((design) => () => symmetricSystem(design)),
)

test(
  'whoever wins says what the full search says, with as short a counterexample',
  () => {
    const counts = { full: 0, reduced: 0, violated: 0, incomplete: 0 }
    fc.assert(
      fc.property(systems, terms, limits, (make, its, states) => {
        const full = runSearch(compile(make().build(), { budget: { runs: 1_200 } }).program, { limitStates })
        fc.pre(full.status !== 'incomplete')
        const system = make()
        const options = { limits: { states } }
        const view = { system, design: system.build(), options, meter: new Meter(), entered: () => {} }
        const { search } = finished(contest(view, its))
        const { status, counterexample } = search.result
        const steps = counterexample?.steps.length ?? 0
        if (states === 10_000 || status !== 'incomplete') expect(status).toBe(full.status)
        if (states === 10_000 || counterexample?.isShortest) expect(steps).toBe(full.counterexample?.steps.length ?? 0)
        if (status === 'incomplete') {
          expect(full.states).toBeGreaterThan(states)
          counts.incomplete++
          return
        }
        if (status === 'violated') counts.violated++
        if (search.kind === 'none') counts.full++
        else counts.reduced++
      }),
      { numRuns: 150 },
    )
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20)
  },
  LIMIT_MS,
)
