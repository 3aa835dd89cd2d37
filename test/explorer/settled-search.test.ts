import { describe, expect, test } from 'vitest'
import { type SettledOptions, type SettledResult, settledSearch } from '../../src/explorer/reduced/settled-search.ts'
import { type Program, UNKNOWN } from '../../src/model/ir.ts'
import { Meter, orStopped, Stopped } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { closedProgram, lazyProgram, type TinyModel } from './tiny-model.ts'

/** T0 waits until both are 1, in one step of two parts; T1 makes them so, one after the other. */
const twoParts: TinyModel = {
  name: 'two parts',
  objects: { go: { initial: 0, domain: [0, 1] }, gate: { initial: 0, domain: [0, 1] } },
  threads: [
    {
      initial: 'wait',
      at: (local: string) => {
        if (local === 'end') return { ended: 'finished' }
        const [on, to] = local === 'wait' ? (['go', '~and'] as const) : (['gate', 'end'] as const)
        return { on, label: 'wait for 1', effect: (value) => (value === 1 ? [[1, null]] : undefined), next: () => to }
      },
    },
    {
      initial: 'start',
      at: (local: string) => {
        if (local === 'end') return { ended: 'finished' }
        const [on, to] = local === 'start' ? (['go', 'open'] as const) : (['gate', 'end'] as const)
        return { on, label: ':= 1', effect: () => [[1, null]], next: () => to }
      },
    },
  ],
}

/** All is known but what follows the first part of T0's step. */
function withUnknownPart(): Program {
  const program = closedProgram(twoParts)
  const [row = []] = program.ir.threads[0]?.next ?? []
  row.fill(UNKNOWN)
  return program
}

function settled(program: Program, options: SettledOptions): SettledResult {
  return finished(settledSearch(program, options))
}

/** The program, interrupted as soon as a search asks for what the tables do not say. */
function interrupted(program: Program, meter: Meter): Program {
  const { unknowns } = program
  return {
    ...program,
    unknowns: {
      run: (operation, value) => unknowns.run(operation, value),
      evaluate: (property, valuation) => unknowns.evaluate(property, valuation),
      extend(thread, local, answer) {
        meter.interrupt()
        unknowns.extend(thread, local, answer)
      },
    },
  }
}

function cutShort(program: Program, options: SettledOptions): SettledResult {
  const meter = new Meter()
  return settled(interrupted(program, meter), { ...options, meter })
}

describe('a pass that finds out that a step has another part', () => {
  test.each(['bfs', 'dfs'] as const)('%s: asks anew whether the step can be taken', (strategy) => {
    const { result, evidence } = settled(withUnknownPart(), { strategy, unreducedStates: 0 })
    expect(result).toMatchObject({ status: 'complete', states: 4, deadlocks: 0 })
    expect(evidence).toMatchObject({ passes: 2, sets: { mayMeetUnknown: false } })
  })
})

describe('an interrupt', () => {
  const cut = { status: 'incomplete', limit: 'interrupt' }

  test('of the unreduced beginning is not followed by a pass', () => {
    const { result, evidence } = cutShort(lazyProgram(twoParts), { unreducedStates: 1 })
    expect(result).toMatchObject(cut)
    expect(evidence).toEqual({ passes: 0 })
  })

  test('of a pass that met something new is not followed by another, and what it left out is not taken for seen', () => {
    const { result, evidence } = cutShort(lazyProgram(twoParts), { unreducedStates: 0 })
    expect(result).toMatchObject(cut)
    expect(evidence).toMatchObject({ passes: 1 })
  })

  test('at any look at the meter is one: no pass that was to be repeated is taken for the last', () => {
    const at = (last: number): SettledResult | Stopped => {
      let looks = 0
      const meter = new Meter({ isInterrupted: () => looks++ > last })
      return finished(orStopped(settledSearch(lazyProgram(twoParts), { unreducedStates: 0, meter })))
    }
    const ends = Array.from({ length: 60 }, (_, last) => at(last))
    const said = ends.map((end) => (end instanceof Stopped ? end.by : (end.result.limit ?? end.result.status)))
    const whole = said.indexOf('complete')
    expect(new Set(said.slice(0, whole))).toEqual(new Set(['interrupt']))
    expect(new Set(said.slice(whole))).toEqual(new Set(['complete']))
    const passes = ends.slice(0, whole).flatMap((end) => (end instanceof Stopped ? [] : [end.evidence.passes]))
    expect(new Set(passes)).toEqual(new Set([1, 2]))
  })

  test('keeps a violation that is counted', () => {
    const model = { ...twoParts, properties: [{ name: 'never', observes: ['go'], evaluate: () => false }] }
    const { result } = cutShort(lazyProgram(model), { unreducedStates: 0, stopAtFirst: false })
    expect(result).toMatchObject({ ...cut, status: 'violated' })
  })
})

describe('the evidence', () => {
  test('is of the last pass: one that was refused its sets is a search of all interleavings', () => {
    const { result, evidence } = settled(lazyProgram(twoParts), {
      unreducedStates: 0,
      stubborn: { budget: { steps: 2 } },
    })
    expect(result).toMatchObject({ status: 'complete', states: 4 })
    expect(evidence).toEqual({ passes: 0, refused: 'threads have 6 local states, over 2' })
  })
})
