import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayHold } from '../src/explorer/stubborn/facts/may-hold.ts'
import { soundRules } from '../src/explorer/stubborn/facts/rules.ts'
import { OutcomesOfSteps } from '../src/explorer/stubborn/facts/step-outcomes.ts'
import { type StepTables, stepTables } from '../src/explorer/stubborn/facts/step-tables.ts'
import { Conflicts } from '../src/explorer/stubborn/sets/conflicts.ts'
import { SwapGroup } from '../src/explorer/symmetry/swap-group.ts'
import { compile } from '../src/model/compile/compile.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'

const budget = { valuations: 10_000, allValuations: 1_000_000 }

/** What stubborn sets know of each step. */
function factsOf(tables: StepTables): readonly unknown[] {
  const { steps, program } = tables
  const values = finished(mayHold(tables, { items: 100_000, moves: 1_000_000 }, new Meter()))
  const conflicts = new Conflicts(
    tables,
    values,
    new OutcomesOfSteps(tables, values, 1_000_000, new Meter()),
    soundRules,
    budget,
  )
  finished(conflicts.decide(new Meter()))
  return Array.from({ length: steps.count }, (_, step) => ({
    place: `thread ${steps.threadOf(step)} at ${steps.localOf(step)}`,
    isReached: values.isReached(step),
    values: program.ir.objects.map((_, object) => [...values.valuesAt(step, object)].sort((a, b) => a - b)),
    edges: [...values.edges(step)].sort((a, b) => a - b),
    writes: program.ir.objects.map((_, object) => values.writes(step, object)),
    regionChanges: values.regionChanges(step),
    conflicts: conflicts.of[step]?.members(),
  }))
}

describe('what is worked out on one of several alike threads and carried over', () => {
  test('is what is worked out on each of them', () => {
    let carried = 0
    fc.assert(
      fc.property(symmetricDesign(false), (design) => {
        const { program } = compile(symmetricSystem(design).build(), { budget: { runs: 1_200 } })
        const { ir, symmetry } = program
        fc.pre(symmetry?.isOpen === false)
        const alike = new SwapGroup(ir, symmetry!, [...symmetry!.swaps.keys()])
        const tables = stepTables(program, alike)
        expect(factsOf(tables)).toEqual(factsOf(stepTables(program)))
        carried += tables.steps.count - new Set(tables.images.orbits).size
      }),
      { numRuns: isLong ? 300 : 150, maxSkipsPerRun: 10 },
    )
    expect(carried).toBeGreaterThan(1_000)
  }, 120_000)
})
