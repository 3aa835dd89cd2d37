import fc from 'fast-check'
import { check, type ReductionKind, type System, type Verdict } from 'lockproof'
import { expect, test } from 'vitest'
import { runSearch } from '../src/explorer/search.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { isLong } from '../test/setup/long.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { naiveCheck } from './naive-checker.ts'

const SYSTEMS = isLong ? 400 : 100
const limitStates = 600

/** For a machine that has much else to do. */
const LIMIT_MS = 240_000

const kinds: readonly ReductionKind[] = ['stubborn', 'symmetry', 'all']
const searches = ['breadth first', 'depth first'] as const

/** The fewest steps to each kind of violation that there is. */
function shortest(program: Program): ReadonlyMap<string, number> {
  const nameOf = (kind: string): string =>
    program.ir.properties.reduce((text, { name }, id) => (kind === `property ${id}` ? `property ${name}` : text), kind)
  const violations = new Map([...naiveCheck(program).violations].map(([kind, depth]) => [nameOf(kind), depth]))
  if (!program.ir.isDeadlockViolation) violations.delete('deadlock')
  return violations
}

/** What is said where every state that matters was seen. */
function said({ verdict, violation, answers }: Verdict): object {
  const results = answers.map(({ name, kind, result }) => ({ name, kind, result }))
  return { verdict, violation: violation?.message, results }
}

function expectAgreement(reduced: Verdict, full: Verdict, depths: ReadonlyMap<string, number>): void {
  expect(reduced.verdict).toBe(full.verdict)
  const { kind, property, trace } = reduced.violation ?? {}
  if (trace === undefined) {
    expect(said(reduced)).toEqual(said(full))
    expect(reduced.states).toBeLessThanOrEqual(full.states)
    for (const warning of reduced.warnings) expect(full.warnings).toContainEqual(warning)
    return
  }
  const depth =
    kind === 'stuck'
      ? full.violation?.trace?.steps.length // both by the graph of all states
      : depths.get(kind === 'property' ? `property ${property}` : `${kind}`)
  expect(depth).toBeDefined()
  expect(trace.steps.length).toBeGreaterThanOrEqual(depth as number) // defined
  if (trace.isShortest) expect(trace.steps.length).toBe(depth)
}

test(
  'a check of alike threads says reduced what it says in full, breadth first and depth first',
  () => {
    const counts = { none: 0, stubborn: 0, symmetry: 0, all: 0 }
    const expectLaw = (system: System, program: Program): void => {
      const full = check(system, { reduction: 'none' })
      const depths = shortest(program)
      for (const search of searches)
        for (const reduction of kinds) {
          const reduced = check(system, { reduction, search })
          expectAgreement(reduced, full, depths)
          counts[reduced.reduction]++
        }
    }
    fc.assert(
      fc.property(symmetricDesign(false), (design) => {
        const { program } = compile(symmetricSystem(design).build(), { budget: { runs: 1_200 } })
        fc.pre(program.symmetry?.isOpen === false)
        fc.pre(runSearch(program, { stopAtFirst: false, limitStates, wantsCounterexample: false }).limit === undefined)
        expectLaw(symmetricSystem(design), program)
      }),
      { numRuns: SYSTEMS, maxSkipsPerRun: 10 },
    )
    for (const kind of kinds) expect(counts[kind]).toBeGreaterThan(SYSTEMS)
  },
  LIMIT_MS,
)
