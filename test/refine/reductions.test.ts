/** The set of abstract states is an object like any other: what is left out, and what must not be. */

import { check, UsageError } from 'lockproof'
import { refinement } from 'lockproof/refine'
import { fairMutex, mutex, queue } from 'lockproof/specifications'
import { expect, test } from 'vitest'
import { mcsLock } from '#locks'
import { exported } from '../../src/export/exported.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { herlihyWing } from './locks/collections.ts'
import { drepper, testAndSet } from './locks/mutexes.ts'

const ofMutex = (implementation: typeof testAndSet) =>
  refinement('it', { implementation, specification: mutex, threads: 3, depth: 1 })

const ofQueue = refinement('it', { implementation: herlihyWing(4), specification: queue(4), threads: 2, calls: 2 })

test.each([
  ['mcs', ofMutex(mcsLock()), 'verified', 302, 1707],
  ['a lost wake-up', ofMutex(drepper('stores 1')), 'violated', 281, 1484],
  ['a queue of thread ids', ofQueue, 'verified', 391, 922],
] as const)(
  '%s: threads are proved alike, and the full search says the same',
  (_, system, verdict, states, fullStates) => {
    const seen = check(system, { reduction: 'all', checkReduction: true })
    expect(seen).toMatchObject({ verdict, states, fullStates, reduction: 'all' })
    expect(seen.grounds).toContainEqual(expect.objectContaining({ kind: 'symmetry', isProved: true }))
  },
)

const atRest = refinement('at rest', {
  implementation: testAndSet,
  specification: fairMutex,
  threads: 3,
  depth: 1,
  keeps: 'order at rest',
})

test('what is seen at rest is not left to samples, nor to checkers that do not know when that is', () => {
  expect(() => check(atRest, { search: { randomWalk: { runs: 10 } } })).toThrow(UsageError)
  expect(() => check(atRest, { search: { preemptions: { bound: 1 } } })).toThrow(/expected 'breadth first' or 'depth/)
  expect(() => finished(exported(atRest, 'promela', new Meter()))).toThrow(/do not say when all are at rest/)
  expect(check(atRest, { search: 'depth first' }).violation?.kind).toBe('answers')
})

test('samples find answers, and do not say that nobody waits in vain', () => {
  const search = { randomWalk: { runs: 200, seed: 1 } }
  expect(check(ofMutex(testAndSet), { search })).toMatchObject({ verdict: 'incomplete' })
})
