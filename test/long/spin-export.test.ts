import fc from 'fast-check'
import { cell, replay, type System, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { systemOf } from '../../bench/systems.ts'
import { upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { naive } from '../../examples/naive-flag.ts'
import { inverted } from '../../examples/two-locks.ts'
import { anyIrSpec } from '../../properties/arbitraries/lasting-ir.ts'
import { type IrSpec, programOf } from '../../properties/arbitraries/random-ir.ts'
import { naiveCheck } from '../../properties/naive-checker.ts'
import { promela } from '../../src/export/tables/promela.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'
import { refused } from '../cli/fixtures/failing.ts'
import { isSpinThere, type Spin, spin } from '../export/spin.ts'
import { tablesOf } from '../export/tables.ts'
import { isLong } from '../setup/long.ts'

/** A C compiler runs for each system. */
const LIMIT_MS = 600_000

const spinOf = (program: Program): Spin => spin([...promela(tablesOf(program)).pieces].join(''))

/** SPIN is not asked for what must be reachable, and knows no steps that nobody owes. */
const asked = (spec: IrSpec): IrSpec => ({
  ...spec,
  hasMarks: false,
  properties: spec.properties.map((property) => ({ ...property, kind: 'invariant' })),
})

describe.skipIf(!isSpinThere)(
  'SPIN, given the tables as Promela, has the same states, edges and verdict',
  { timeout: LIMIT_MS },
  () => {
    test('of random tables', () => {
      const seen = { violated: 0, holds: 0 }
      const law = fc.property(anyIrSpec.map(asked), (spec) => {
        const program = programOf(spec)
        const { states, edges, violations } = naiveCheck(program)
        if (!program.ir.isDeadlockViolation) violations.delete('deadlock')
        const isViolated = violations.size > 0
        const isAtFirst = [...violations].some(([kind, depth]) => depth === 0 && kind.includes('property'))
        // what the initial state violates is said by a statement of its own
        const counts = isAtFirst ? {} : { states: states.length, edges }
        expect(spinOf(program)).toMatchObject({ ...counts, isViolated })
        seen[isViolated ? 'violated' : 'holds']++
      })
      fc.assert(law, { numRuns: isLong ? 50 : 3, seed: 7, endOnFailure: true })
      if (isLong) expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
    })

    const small = rows.filter(({ size }) => (isLong ? ['t', 'xs', 's'].includes(size) : size === 't'))
    const few = isLong ? small : small.filter(({ model }, i) => small.findIndex((row) => row.model === model) === i)
    test.each(few.map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` })))(
      'of $title: $states states, $edges edges',
      ({ model, params, states, edges }) => {
        const { program } = compile(systemOf(model, params).build(), { minimise: false })
        expect(spinOf(program)).toMatchObject({ states, edges, isViolated: false })
      },
    )

    const follow = (system: System) => {
      const { program } = compile(system.build())
      const found = spinOf(program)
      const { states, edges } = naiveCheck(program)
      expect(found).toMatchObject({ states: states.length, edges, isViolated: true })
      return replay(system, found.schedule)
    }

    test('where the initial state alone violates', () => {
      const late = system('late', ({ shared, thread, always }) => {
        const { flag } = shared({ flag: cell(['down', 'up']) })
        thread('T', () => flag.store('up'))
        always('up', [flag], (it) => it === 'up')
      })
      expect(spinOf(compile(late.build()).program).isViolated).toBe(true)
    })

    test('and its run to a broken invariant, a deadlock, a failure is followed natively', () => {
      const inside = follow(naive).threads.map(({ spans }) => spans?.at(-1)?.regions)
      expect(inside).toEqual([['critical'], ['critical']])
      expect(follow(inverted).stuck.map(({ thread }) => thread)).toEqual(['T0', 'T1'])
      expect(follow(upgradeTwoReaders.system).stuck.length).toBeGreaterThan(0)
      expect(follow(refused).steps.at(-1)?.failure).toBe('the gate is shut')
    })
  },
)
