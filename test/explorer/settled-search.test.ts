import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../../src/explorer/findings/search-result.ts'
import {
  type SettledOptions,
  type SettledSearch,
  startSettledSearch,
} from '../../src/explorer/reduced/settled-search.ts'
import { type Program, UNKNOWN } from '../../src/model/ir.ts'
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

function ended(search: SettledSearch): SearchResult {
  while (search.advance());
  return search.result()
}

function settled(program: Program, options: SettledOptions): SettledSearch {
  const search = startSettledSearch(program, options)
  ended(search)
  return search
}

describe('a pass that finds out that a step has another part', () => {
  test.each(['bfs', 'dfs'] as const)('%s: asks anew whether the step can be taken', (strategy) => {
    const search = settled(withUnknownPart(), { strategy, unreducedStates: 0 })
    expect(search.result()).toMatchObject({ status: 'complete', states: 4, deadlocks: 0 })
    expect(search.evidence()).toMatchObject({ passes: 2, sets: { mayMeetUnknown: false } })
  })
})

describe('an interrupt', () => {
  const interrupted = { status: 'incomplete', limit: 'interrupt' }

  test('of the unreduced beginning is not followed by a pass', () => {
    const search = startSettledSearch(lazyProgram(twoParts), { unreducedStates: 1 })
    search.interrupt()
    expect(ended(search)).toMatchObject(interrupted)
    expect(search.evidence()).toEqual({ passes: 0 })
  })

  test('of a pass that met something new is not followed by another, and what it left out is not taken for seen', () => {
    const search = startSettledSearch(lazyProgram(twoParts), { unreducedStates: 0 })
    search.interrupt()
    expect(ended(search)).toMatchObject(interrupted)
    expect(search.evidence()).toMatchObject({ passes: 1 })
  })

  test('of the pass that comes to its end with nothing new leaves the result as it is', () => {
    const search = startSettledSearch(withUnknownPart(), { unreducedStates: 0 })
    search.advance()
    search.interrupt()
    expect(ended(search)).toMatchObject({ status: 'complete' })
  })

  test('keeps a violation that is counted', () => {
    const model = { ...twoParts, properties: [{ name: 'never', observes: ['go'], evaluate: () => false }] }
    const search = startSettledSearch(lazyProgram(model), { unreducedStates: 0, stopAtFirst: false })
    search.interrupt()
    expect(ended(search)).toMatchObject({ ...interrupted, status: 'violated' })
  })
})

describe('the evidence', () => {
  test('is of the last pass: one that was refused its sets is a search of all interleavings', () => {
    const search = settled(lazyProgram(twoParts), { unreducedStates: 0, stubborn: { budget: { steps: 2 } } })
    expect(search.result()).toMatchObject({ status: 'complete', states: 4 })
    expect(search.evidence()).toEqual({ passes: 0, refused: 'threads have 6 local states, over 2' })
  })
})
