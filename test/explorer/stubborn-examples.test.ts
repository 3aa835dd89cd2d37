import { describe, expect, test } from 'vitest'
import { CheckingChooser } from '../../src/explorer/audit/check-chosen-sets.ts'
import { StubbornDefinition } from '../../src/explorer/audit/stubborn-definition.ts'
import type { SearchResult } from '../../src/explorer/findings/search-result.ts'
import { runSearch } from '../../src/explorer/search.ts'
import type { Rules } from '../../src/explorer/stubborn/facts/rules.ts'
import { type StubbornOptions, stubbornSets } from '../../src/explorer/stubborn/sets/stubborn-sets.ts'
import type { Program } from '../../src/model/ir.ts'
import { finished } from '../../src/tasks/task.ts'
import { closedProgram, type TinyModel } from './tiny-model.ts'

/** The smallest systems on which obvious rules for choosing sets go wrong. */

type Effect = TinyModel['threads'][number] extends { at: (local: never) => infer N }
  ? Extract<N, { effect: unknown }>['effect']
  : never

const stores =
  (value: unknown): Effect =>
  () => [[value, null]]

const ended = { ended: 'finished' } as const

function searched(program: Program, options?: StubbornOptions): SearchResult {
  const sets = finished(stubbornSets(program, { preserves: 'valuations', environment: 'never', ...options }))
  if ('refused' in sets) throw new Error(sets.refused)
  return runSearch(program, { chooser: sets.chooser, stopAtFirst: false })
}

/** The numbers seen by the first property. */
function valuations(program: Program, rules?: Partial<Rules>): string[] {
  const seen = new Set<string>()
  const { unknowns } = program
  const listening: Program = {
    ...program,
    unknowns: {
      run: (operation, value) => unknowns.run(operation, value),
      extend: (thread, local, answer) => unknowns.extend(thread, local, answer),
      evaluate: (property, valuation) => {
        seen.add(valuation.join())
        return unknowns.evaluate(property, valuation)
      },
    },
  }
  searched(listening, { rules })
  return [...seen].sort()
}

describe('steps that commute at every value seen so far, but not at one that comes later', () => {
  const program = (): Program =>
    closedProgram({
      name: 'later value',
      objects: { x: { initial: 0, domain: [0, 1, 2] } },
      threads: [
        {
          initial: 'check',
          at: (local: string) =>
            local === 'check'
              ? {
                  on: 'x',
                  label: 'ensure(x != 2)',
                  effect: (x) => [[x, x === 2 ? 'failed' : null]],
                  next: (a) => (a === 'failed' ? 'failed' : 'end'),
                }
              : ended,
        },
        {
          initial: 'one',
          at: (local: string) => {
            if (local === 'one') {
              const effect: Effect = () => [
                [1, 'heads'],
                [1, 'tails'],
              ] // as dear as the other thread's step
              return { on: 'x', label: 'x := 1', effect, next: (answer) => `two ${answer}` }
            }
            if (local.startsWith('two'))
              return { on: 'x', label: 'x := 2', effect: (x) => (x === 1 ? [[2, null]] : undefined), next: () => 'end' }
            return ended
          },
        },
      ],
    })

  test('the failure is found', () => {
    expect(runSearch(program(), { stopAtFirst: false })).toMatchObject({ states: 9, failures: 1 })
    expect(searched(program()).failures).toBe(1)
  })

  test('comparing at the first value alone would miss it', () => {
    expect(searched(program(), { rules: { compares: (_, value) => value === 0 } })).toMatchObject({ failures: 0 })
  })
})

describe('visible steps', () => {
  const storeOnce = (on: string, value: number): TinyModel['threads'][number] => ({
    initial: 'store',
    at: (local: string) =>
      local === 'store' ? { on, label: `${on} := ${value}`, effect: stores(value), next: () => 'end' } : ended,
  })

  test('two that conflict may not be chosen without a third that does not', () => {
    const program = closedProgram({
      name: 'not alone',
      objects: { x: { initial: 0, domain: [0, 1, 2] }, y: { initial: 0, domain: [0, 1] } },
      threads: [storeOnce('x', 1), storeOnce('x', 2), storeOnce('y', 1)],
      properties: [{ name: 'anything', observes: ['x', 'y'], evaluate: () => true }],
    })
    expect(valuations(program)).toEqual(['0,0', '0,1', '1,0', '1,1', '2,0', '2,1'])
    expect(valuations(program, { visibility: 'of a lone key' })).not.toContain('0,1')
  })

  const visibleLater = (isRight: (o: number) => boolean): Program =>
    closedProgram({
      name: 'visible later',
      objects: { h: { initial: 0, domain: [0, 1] }, o: { initial: 0, domain: [0, 2, 3] } },
      threads: [
        {
          initial: 'raise',
          at: (local: string) => {
            if (local === 'raise') return { on: 'h', label: 'h := 1', effect: stores(1), next: () => '~swap' }
            if (local === '~swap')
              return {
                on: 'o',
                label: 'if (o = 2) o := 3',
                effect: (o) => [[o === 2 ? 3 : o, null]],
                next: () => 'end',
              }
            return ended
          },
        },
        {
          initial: 'look',
          at: (local: string) => {
            if (local === 'look')
              return { on: 'h', label: 'h', effect: (h) => [[h, h]], next: (h) => `~set ${h === 0 ? 2 : 3}` }
            if (local.startsWith('~set')) {
              const value = Number(local.slice(5))
              return { on: 'o', label: `o := ${value}`, effect: stores(value), next: () => 'end' }
            }
            return ended
          },
        },
      ],
      properties: [{ name: 'right', observes: ['o'], evaluate: isRight }],
    })

  test('a step that is visible at a later value only is visible', () => {
    const program = visibleLater(() => true)
    expect(valuations(program)).toEqual(['0', '1', '2'])
    expect(valuations(program, { visibility: 'ignored' })).toEqual(['0', '2'])
  })

  test('a step that undoes a violation at a later value only is visible, and would not be at the first', () => {
    const program = visibleLater((o) => o !== 2)
    const status = (rules?: Partial<Rules>): string => searched(program, { rules, preserves: 'verdicts' }).status
    expect(runSearch(program).status).toBe('violated')
    expect(status()).toBe('violated')
    expect(status({ judges: (_, value) => value === 0 })).toBe('complete')
  })
})

describe('a thread that goes round for ever', () => {
  const program = (): Program =>
    closedProgram({
      name: 'ignored',
      objects: { x: { initial: 0, domain: [0, 1] } },
      threads: [
        { initial: 0, at: (local: number) => ({ skip: 1 - local }) },
        {
          initial: 'check',
          at: (local: string) =>
            local === 'check'
              ? {
                  on: 'x',
                  label: 'ensure(x = 1)',
                  effect: (x) => [[x, x === 1 ? null : 'failed']],
                  next: (a) => (a === 'failed' ? 'failed' : 'end'),
                }
              : ended,
        },
      ],
    })

  test('does not hide a failing operation where only deadlocks are asked for', () => {
    expect(searched(program()).failures).toBeGreaterThan(0)
  })

  test('would, without the proviso', () => {
    expect(searched(program(), { rules: { proviso: 'ignored' } })).toMatchObject({ states: 2, failures: 0 })
  })
})

describe('a thread that overwrites one object behind a guard on another', () => {
  test('is seen to change it, whichever value was found first', () => {
    const program = closedProgram({
      name: 'blind store behind a guard',
      objects: { gate: { initial: 0, domain: [0, 1] }, x: { initial: 0, domain: [0, 1] } },
      threads: [
        {
          initial: 'watch',
          at: (local: string) =>
            local === 'watch'
              ? { on: 'x', label: 'waitFor(0)', effect: (x) => (x === 0 ? [[0, null]] : undefined), next: () => 'end' }
              : ended,
        },
        {
          initial: 'pass',
          at: (local: string) => {
            if (local === 'pass')
              return {
                on: 'gate',
                label: 'waitFor(1)',
                effect: (gate) => (gate === 1 ? [[1, null]] : undefined),
                next: () => '~set',
              }
            return local === '~set' ? { on: 'x', label: 'x := 1', effect: stores(1), next: () => 'end' } : ended
          },
        },
        {
          initial: 'open',
          at: (local: string) =>
            local === 'open' ? { on: 'gate', label: 'gate := 1', effect: stores(1), next: () => 'end' } : ended,
        },
      ],
    })
    expect(runSearch(program, { stopAtFirst: false })).toMatchObject({ states: 6, deadlocks: 1 })
    expect(searched(program)).toMatchObject({ deadlocks: 1 })
  })
})

describe('a thread that overwrites an object on one way of its step, and keeps it on the other', () => {
  const program = (first: 'lower' | 'look', second: 'lower' | 'look'): Program =>
    closedProgram({
      name: 'stores or keeps',
      objects: { gate: { initial: 1, domain: [0, 1] }, x: { initial: 2, domain: [0, 1, 2] } },
      threads: [
        {
          initial: 'start',
          at: (local: string) => {
            if (local === 'start') return { choices: [first, second] }
            if (local === 'lower') return { on: 'x', label: 'x := 1', effect: stores(1), next: () => 'look' }
            if (local === 'look')
              return {
                on: 'gate',
                label: 'gate',
                effect: (gate) => [[gate, gate]],
                next: (gate) => (gate === 0 ? '~set' : 'end'),
              }
            return local === '~set' ? { on: 'x', label: 'x := 2', effect: stores(2), next: () => 'end' } : ended
          },
        },
        {
          initial: 'close',
          at: (local: string) =>
            local === 'close' ? { on: 'gate', label: 'gate := 0', effect: stores(0), next: () => 'end' } : ended,
        },
      ],
    })

  test.each([program('lower', 'look'), program('look', 'lower')])(
    'does not commute with who decides between them, also where it would store what is there',
    (it) => {
      const sets = finished(stubbornSets(it))
      if ('refused' in sets) throw new Error(sets.refused)
      const checking = new CheckingChooser(sets.chooser, new StubbornDefinition(it))
      runSearch(it, { chooser: checking, stopAtFirst: false })
      expect(checking.checked.wrong).toBeUndefined()
    },
  )
})
