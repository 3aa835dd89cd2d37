import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSimple } from '../src/explorer/steps/simple-step.ts'
import { mayHold } from '../src/explorer/stubborn/facts/may-hold.ts'
import { stepTables } from '../src/explorer/stubborn/facts/step-tables.ts'
import type { Program } from '../src/model/ir.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { irSpec, longStepIrSpec, programOf, richIrSpec } from './arbitraries/random-ir.ts'
import { naiveSuccessors } from './naive-checker.ts'
import { explore } from './reduced-checker.ts'

/** What happens in some reachable state and the fixpoint does not say. */
function missing(program: Program, items: number): string[] {
  const { ir } = program
  const tables = stepTables(program)
  const { steps, shapes } = tables
  const known = finished(mayHold(tables, { items, moves: 1_000_000 }, new Meter()))
  const found = new Set<string>()
  explore(program, undefined, (state) => {
    const { values, locals } = state
    locals.forEach((local, thread) => {
      const step = steps.of(thread, local)
      if (!known.isReached(step)) found.add(`step ${step} is reached`)
      const waits =
        isSimple(ir.threads[thread]!, local) && naiveSuccessors(ir, state).every((it) => it.thread !== thread)
      if (waits && !known.coverage.wasBlocked(thread, local)) found.add(`step ${step} waits`)
      for (const object of shapes[step]!.touches)
        if (!known.isOpen[object] && !known.has(step, object, values[object]!))
          found.add(`object ${object} is ${values[object]} at step ${step}`)
    })
    for (const { thread, state: after } of naiveSuccessors(ir, state)) {
      const step = steps.of(thread, locals[thread]!)
      if (!known.edges(step).has(after.locals[thread]!)) found.add(`step ${step} leads to ${after.locals[thread]}`)
      values.forEach((value, object) => {
        if (value !== after.values[object] && !known.writes(step, object)) found.add(`step ${step} writes ${object}`)
      })
    }
  })
  return [...found]
}

describe('the values that may occur include all that do', () => {
  test.each([
    { title: 'every object closed', items: 100_000 },
    { title: 'objects over a small budget open', items: 8 },
  ])(
    'values where a thread touches them, writes, and where steps lead: $title',
    ({ items }) => {
      fc.assert(
        fc.property(fc.oneof(irSpec, richIrSpec, longStepIrSpec), (spec) => {
          expect(missing(programOf(spec), items)).toEqual([])
        }),
        { numRuns: 1_500 },
      )
    },
    120_000,
  )
})
