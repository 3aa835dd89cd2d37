import { check, type System } from 'lockproof'
import { expect, test } from 'vitest'
import { overMemory } from '../../src/check/memory.ts'
import { isLong } from '../setup/long.ts'
import { clients } from './locks/lock.ts'

/** States that stand for all, and all. */
const reduced: readonly (readonly [name: string, make: () => System, forms: number, states: number])[] = [
  ['ttas, three threads', () => clients('ttas', {}, 3, 1), 58, 290],
  ['ticket, three threads', () => clients('ticket', {}, 3, 1), 34, 181],
  ['ttas for ever', () => clients('ttas', {}, 2, 0), 111, 220],
  ['ttas for ever, three threads', () => clients('ttas', {}, 3, 0), 337, 1754],
  ['mcs, three threads', () => clients('mcs', {}, 3, 1), 223, 1292],
]

test.each(reduced.slice(0, isLong ? undefined : 3))(
  '%s: alike threads stand for each other',
  (_, make, forms, states) => {
    const verdict = check(make(), { memory: 'cpp20', reduction: 'symmetry', checkReduction: true })
    expect(verdict).toMatchObject({ verdict: 'verified', states: forms, reduction: 'symmetry' })
    expect(verdict.grounds).toContainEqual(expect.objectContaining({ kind: 'full search', states }))
    expect(verdict.grounds).toContainEqual(expect.objectContaining({ kind: 'orbits', orbits: forms }))
  },
)

test('a violation that symmetry finds takes as many steps', () => {
  const of = (reduction: 'none' | 'symmetry'): unknown => {
    const { verdict, violation } = check(clients('ttas', { unlock: 'relaxed' }, 3, 0), { memory: 'cpp20', reduction })
    return [verdict, violation?.kind, violation?.trace?.steps.length]
  }
  expect(of('symmetry')).toEqual(of('none'))
})

/** Who exchanges less than all that belongs to two threads is not believed. */
test.each([
  ['nothing is exchanged', (value: unknown) => value],
  ['everything has one image', (_: unknown, first: unknown) => first],
])('no symmetry is proved where %s', (_, wrong) => {
  const { system } = overMemory(clients('ttas', {}, 2, 1), 'cpp20', { places: 4, beyond: 'gone' })
  const build = (): ReturnType<System['build']> => {
    const design = system.build()
    const [memory, ...ghosts] = design.objects
    const { initial } = memory!
    // the object itself, since operations know it
    Object.assign(memory!, { exchanged: (value: unknown) => wrong(value, initial) })
    return { ...design, objects: [memory!, ...ghosts] }
  }
  const verdict = check({ ...system, build }, { reduction: 'symmetry' })
  expect(verdict.grounds.map(({ text }) => text).join()).toContain('not alike')
})
