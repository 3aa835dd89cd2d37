/** Whether what has happened is settled when it happens: for information, beside what is kept. */
import { check, type System } from 'lockproof'
import { type Lock, type Refinement, refinement } from 'lockproof/refine'
import { mutex, queue, readersFirst, stack } from 'lockproof/specifications'
import { expect, test } from 'vitest'
import { mcsLock } from '#locks'
import { isLong } from '../setup/long.ts'
import { elimination, herlihyWing, treiber } from './locks/collections.ts'
import { drepper, naiveFlag, testAndSet } from './locks/mutexes.ts'
import { withCondition } from './locks/readers-writers.ts'

const its = <C extends string>(
  implementation: Lock<C, string>,
  specification: Lock<C, string>,
  more: Partial<Refinement<C, string>>,
): System =>
  refinement(`${implementation.name}, ${specification.name}`, {
    implementation,
    specification,
    strongly: true,
    ...more,
  })

const found = (system: System): boolean | undefined =>
  check(system).answers.find(({ kind }) => kind === 'answers')?.isStrong

const rows: readonly (readonly [System, boolean])[] = [
  [its(testAndSet, mutex, { threads: 3, depth: 1 }), true],
  [its(mcsLock(), mutex, { threads: 3, depth: 1 }), true],
  [its(drepper(), mutex, { threads: 2, depth: 1 }), true],
  [its(treiber(2), stack(2), { threads: 2 }), true],
  // an item that was put in later may come out first, or not: that depends on who takes it
  [its(herlihyWing(4), queue(4), { threads: 2, calls: 2 }), false],
]

/** They take seconds each. */
const large: readonly (readonly [System, boolean])[] = [
  [its(withCondition({ first: 'readers' }), readersFirst, { threads: 3, depth: 1 }), true],
  [its(treiber(2), stack(2), { threads: 3 }), true],
  [its(herlihyWing(4), queue(4), { threads: 4, calls: 1 }), false],
  [its(elimination(2), stack(2), { threads: 3, calls: 2 }), false],
]

test.each((isLong ? [...rows, ...large] : rows).map(([system, isStrong]) => [system.name, system, isStrong] as const))(
  '%s',
  (_, system, isStrong) => {
    expect(found(system)).toBe(isStrong)
  },
)

test('is not asked of what is none, nor unless it is wanted', () => {
  expect(found(its(naiveFlag, mutex, { threads: 2 }))).toBeUndefined()
  expect(found(its(testAndSet, mutex, { threads: 2, strongly: false }))).toBeUndefined()
})
