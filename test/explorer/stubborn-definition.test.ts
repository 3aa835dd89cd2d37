import { describe, expect, test } from 'vitest'
import { InternalError } from '../../src/errors/internal-error.ts'
import { CheckingChooser } from '../../src/explorer/audit/check-chosen-sets.ts'
import { StubbornDefinition } from '../../src/explorer/audit/stubborn-definition.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { initialState } from '../../src/explorer/states/layout.ts'
import type { Program } from '../../src/model/ir.ts'
import { closedProgram, lazyProgram, type TinyModel } from './tiny-model.ts'

const [COUNTER, SETTER, CHECKER] = [0, 1, 2]
const bit = (...threads: number[]): number => threads.reduce((mask, thread) => mask | (1 << thread), 0)

/** The counter takes 200 steps of its own before the setter may; the checker waits for what the setter stores. */
function program(): Program {
  const waitFor = (on: string, value: number, next: string): ReturnType<TinyModel['threads'][number]['at']> => ({
    on,
    label: `waitFor(${value})`,
    effect: (now: unknown) => (now === value ? [[now, null]] : undefined),
    next: () => next,
  })
  return closedProgram({
    name: 'late disturbance',
    objects: { n: { initial: 0, domain: Array.from({ length: 201 }, (_, n) => n) }, x: { initial: 0, domain: [0, 1] } },
    threads: [
      {
        initial: 'count',
        at: () => ({
          on: 'n',
          label: 'n++',
          effect: (n) => (n === 200 ? undefined : [[Number(n) + 1, null]]),
          next: () => 'count',
        }),
      },
      {
        initial: 'wait',
        at: (local: string) => {
          if (local === 'wait') return waitFor('n', 200, 'set')
          if (local === 'set') return { on: 'x', label: 'x := 1', effect: () => [[1, null]], next: () => 'end' }
          return { ended: 'finished' }
        },
      },
      { initial: 'check', at: (local: string) => (local === 'check' ? waitFor('x', 0, 'end') : { ended: 'finished' }) },
    ],
  })
}

const start = initialState(program().ir)
const all = bit(COUNTER, SETTER, CHECKER)

describe('a chosen set held against its definition', () => {
  test('is wrong without an enabled key', () => {
    const definition = new StubbornDefinition(program())
    const members = bit(SETTER)
    expect(definition.look(start, { members, key: SETTER }, all)).toMatchObject({ because: { kind: 'no enabled key' } })
    expect(definition.look(start, { members, key: CHECKER }, all)).toMatchObject({
      because: { kind: 'no enabled key' },
    })
  })

  test('is wrong if the search leaves out an enabled member, or any thread where it should take all', () => {
    const definition = new StubbornDefinition(program())
    const because = { kind: 'not expanded', member: COUNTER }
    const members = bit(COUNTER, SETTER)
    expect(definition.look(start, { members, key: COUNTER }, bit(CHECKER))).toMatchObject({ because })
    expect(definition.look(start, { members: all, key: undefined }, bit(CHECKER))).toMatchObject({ because })
    expect(definition.look(start, { members, key: COUNTER }, bit(COUNTER))).toBe('good') // the setter is blocked
  })

  test('is wrong if another thread may disturb a member at last', () => {
    expect(new StubbornDefinition(program()).look(start, { members: bit(CHECKER), key: CHECKER }, all)).toMatchObject({
      because: { kind: 'disturbed', member: CHECKER, other: SETTER },
    })
  })

  test('is not taken for another set that was good in the same state', () => {
    const definition = new StubbornDefinition(program())
    expect(definition.look(start, { members: bit(COUNTER), key: COUNTER }, all)).toBe('good')
    expect(definition.look(start, { members: bit(CHECKER), key: CHECKER }, all)).toHaveProperty('because')
  })

  test('is never good for having been looked at in part', () => {
    const definition = new StubbornDefinition(program(), { pairs: 50 })
    for (let time = 0; time < 3; time++)
      expect(definition.look(start, { members: bit(CHECKER), key: CHECKER }, all)).toBe('cut')
    const late = new StubbornDefinition(program(), { isLate: () => true })
    for (let time = 0; time < 3; time++)
      expect(late.look(start, { members: bit(CHECKER), key: CHECKER }, all)).toBe('cut')
  })
})

test('tables that do not say what can be reached are no ground for an answer', () => {
  const counting = lazyProgram({
    name: 'counting',
    objects: { n: { initial: 0 }, x: { initial: 0, domain: [0, 1] } },
    threads: [
      { initial: 'look', at: (local: string) => (local === 'look' ? { skip: 'end' } : { ended: 'finished' }) },
      {
        initial: 'count',
        at: () => ({
          on: 'n',
          label: 'n++',
          effect: (n) => (n === 20 ? undefined : [[Number(n) + 1, null]]),
          next: () => 'count',
        }),
      },
    ],
  })
  const at = initialState(counting.ir)
  const look = (): unknown => new StubbornDefinition(counting).look(at, { members: 1, key: 0 }, 1)
  expect(look).toThrow(InternalError)
  runSearch(counting, { stopAtFirst: false })
  expect(look()).toBe('good')
})

test('a layer that expands less than it chose is noticed', () => {
  const it = program()
  const chooser = {
    keepsOwed: true as const,
    prepare: () => {},
    setAt: () => ({ members: bit(COUNTER, SETTER), key: COUNTER }),
    threadsToExpand: () => bit(CHECKER),
  }
  const checking = new CheckingChooser(chooser, new StubbornDefinition(it))
  runSearch(it, { chooser: checking, stopAtFirst: false })
  expect(checking.checked.wrong?.because).toEqual({ kind: 'not expanded', member: COUNTER })
})
