import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayHold } from '../src/explorer/stubborn/facts/may-hold.ts'
import { soundRules } from '../src/explorer/stubborn/facts/rules.ts'
import { OutcomesOfSteps } from '../src/explorer/stubborn/facts/step-outcomes.ts'
import { stepTables } from '../src/explorer/stubborn/facts/step-tables.ts'
import { Conflicts } from '../src/explorer/stubborn/sets/conflicts.ts'
import type { Ir, Program } from '../src/model/ir.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { irSpec, longStepIrSpec, programOf, richIrSpec } from './arbitraries/random-ir.ts'
import { type NaiveState, naiveSuccessors } from './naive-checker.ts'
import { explore } from './reduced-checker.ts'

const keyOf = ({ values, locals }: NaiveState): string => `${values.join()} ${locals.join()}`

/** The states after a step of each thread. */
function afterEach(ir: Ir, state: NaiveState): NaiveState[][] {
  const by: NaiveState[][] = ir.threads.map(() => [])
  for (const { thread, state: after } of naiveSuccessors(ir, state)) by[thread]!.push(after)
  return by
}

/** Pairs of steps that do not commute in some reachable state, and are not said to be in conflict. */
function missing(program: Program): string[] {
  const { ir } = program
  const tables = stepTables(program)
  const { steps } = tables
  const budget = { valuations: 10_000, allValuations: 1_000_000 }
  const values = finished(mayHold(tables, { items: 100_000, moves: 1_000_000 }, new Meter()))
  const outcomes = new OutcomesOfSteps(tables, values, 1_000_000, new Meter())
  const conflicts = new Conflicts(tables, values, outcomes, soundRules, budget)
  finished(conflicts.decide(new Meter()))
  const found = new Set<string>()
  const known = new Map<string, NaiveState[][]>()
  const after = (state: NaiveState): NaiveState[][] => {
    const key = keyOf(state)
    if (!known.has(key)) known.set(key, afterEach(ir, state))
    return known.get(key)!
  }
  explore(program, undefined, (state) => {
    const now = after(state)
    for (const p of ir.threads.keys())
      for (const q of ir.threads.keys()) {
        if (p === q || now[q]!.length === 0) continue
        const endsPQ = now[p]!.map((it) => after(it)[q]!.map(keyOf))
        const endsQP = now[q]!.map((it) => after(it)[p]!.map(keyOf))
        const doCommute =
          endsQP.flat().every((end) => endsPQ.flat().includes(end)) &&
          endsPQ.every((ends) => endsQP.every((others) => ends.some((end) => others.includes(end))))
        const [stepP, stepQ] = [steps.of(p, state.locals[p]!), steps.of(q, state.locals[q]!)]
        if (!doCommute && !conflicts.of[stepP]!.has(stepQ)) found.add(`${stepP} with ${stepQ} at ${keyOf(state)}`)
      }
  })
  return [...found]
}

describe('conflicts of steps', () => {
  test('include every pair that does not commute in some reachable state', () => {
    fc.assert(
      fc.property(fc.oneof(irSpec, richIrSpec, { arbitrary: longStepIrSpec, weight: 6 }), (spec) => {
        expect(missing(programOf(spec))).toEqual([])
      }),
      { numRuns: isLong ? 4_000 : 2_000 },
    )
  }, 120_000)
})
