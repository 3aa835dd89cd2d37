/** Implementations against specifications: the verdict, the steps of the shortest run; and the states gone through without any reduction. */

import { check, type System } from 'lockproof'
import { refinement } from 'lockproof/refine'
import { fairMutex, mutex, queue, readersWriters, stack } from 'lockproof/specifications'
import { expect, test } from 'vitest'
import { mcsLock, ticketLock } from '#locks'
import { isLong } from '../setup/long.ts'
import { elimination, herlihyWing, treiber } from './locks/collections.ts'
import {
  clh,
  drepper,
  type MutexLock,
  naiveFlag,
  neverGrants,
  neverGrantsSpinning,
  spinningFlag,
  testAndSet,
} from './locks/mutexes.ts'
import { inOneWord, type RwLock, withCondition } from './locks/readers-writers.ts'

const [readersFirst, writersFirst] = [readersWriters({ prefers: 'readers' }), readersWriters({ prefers: 'writers' })]

const isMutex = (implementation: MutexLock, threads: number, specification = mutex): System =>
  refinement(`${implementation.name}, ${specification.name}`, { implementation, specification, threads, depth: 1 })

const answersAsMutex = (implementation: MutexLock): System =>
  refinement(`${implementation.name}, answers`, {
    implementation,
    specification: mutex,
    threads: 2,
    depth: 1,
    keeps: 'answers',
  })

const isRw = (implementation: RwLock, specification: typeof readersFirst, threads: number): System =>
  refinement(`${implementation.name}, ${specification.name}`, { implementation, specification, threads, depth: 1 })

const brokenRw = (broken: 'a reader wakes nobody' | 'wakes one') => withCondition({ first: 'readers', broken })

const isQueue = refinement('Herlihy-Wing, queue', {
  implementation: herlihyWing(4),
  specification: queue(4),
  threads: 2,
  calls: 2,
})

/** Two of each. */
const ofFour = refinement('Herlihy-Wing, queue, four', {
  implementation: herlihyWing(4),
  specification: queue(4),
  threads: 4,
  calls: 2,
  roles: [['enqueue'], ['enqueue'], ['dequeue'], ['dequeue']],
})

const isStack = (implementation: ReturnType<typeof treiber>, calls?: number, threads = 2): System =>
  refinement(`${implementation.name}, stack`, {
    implementation,
    specification: stack(2),
    threads,
    ...(calls === undefined ? {} : { calls }),
  })

type Row = readonly [System, string, number?]

const rows: readonly Row[] = [
  [isMutex(testAndSet, 3), 'refines', 32],
  [isMutex(spinningFlag, 3), 'refines', 81],
  [isMutex(naiveFlag, 2), 'answers, 6'],
  [isMutex(neverGrants, 2), 'waiting, 1'],
  [answersAsMutex(neverGrants), 'refines', 4],
  [isMutex(neverGrantsSpinning, 2), 'waiting, 1'],
  [isMutex(ticketLock(), 4), 'refines', 1888],
  [isMutex(mcsLock(), 3), 'refines', 1707],
  [isMutex(drepper(), 2), 'refines', 104],
  [isMutex(drepper(), 3), 'refines', 1400],
  [isMutex(drepper('does not look again'), 2), 'waiting, 10'],
  [answersAsMutex(drepper('does not look again')), 'refines'],
  [isMutex(drepper('stores 1'), 2), 'refines'],
  [isMutex(drepper('stores 1'), 3), 'waiting, 17'],
  [isMutex(testAndSet, 3, fairMutex), 'refines', 32],
  [isRw(withCondition({ first: 'readers' }), readersFirst, 3), 'refines', 3689],
  [isRw(withCondition({ first: 'writers' }), writersFirst, 3), 'refines', 3395],
  [isRw(withCondition({ first: 'writers' }), readersFirst, 3), 'waiting, 7'],
  [isRw(withCondition({ first: 'readers' }), writersFirst, 3), 'refines'],
  [isRw(brokenRw('a reader wakes nobody'), readersFirst, 2), 'waiting, 12'],
  [isRw(brokenRw('wakes one'), readersFirst, 3), 'waiting, 19'],
  [isRw(inOneWord(), readersFirst, 3), 'refines', 696],
  [isRw(inOneWord('does not look again'), readersFirst, 2), 'answers, 5'],
  [isQueue, 'refines', 922],
  [isStack(treiber(2)), 'refines'],
  [isStack(treiber(2, 'stores blindly')), 'answers, 9'],
  [isStack(elimination(2, 'does not withdraw'), 3), 'refines'],
]

/** They take seconds each. */
const large: readonly Row[] = [
  [isMutex(clh, 3), 'refines', 15936],
  [isMutex(mcsLock(), 4), 'refines', 41769],
  [ofFour, 'refines'],
  [isStack(treiber(2), undefined, 3), 'refines', 33751],
  [isStack(elimination(2), 2, 3), 'refines', 53076],
  [isStack(elimination(2, 'does not withdraw'), 2, 3), 'waiting, 14'],
]

test.each((isLong ? [...rows, ...large] : rows).map((row) => [row[0].name, ...row] as const))(
  '%s',
  (_, system, expected, states) => {
    const { verdict, violation } = check(system)
    const found = verdict === 'verified' ? 'refines' : `${violation?.kind}, ${violation?.trace?.steps.length}`
    expect(found, system.name).toBe(expected)
    if (states !== undefined) expect(check(system, { reduction: 'none' }).states, system.name).toBe(states)
  },
)

/** The look of the observer is a step. */
const atRest = (implementation: MutexLock | RwLock, specification: typeof fairMutex | typeof readersFirst): System =>
  refinement(`${implementation.name}, ${specification.name}, at rest`, {
    implementation: implementation as never,
    specification: specification as never,
    threads: 3,
    depth: 1,
    keeps: 'order at rest',
  })

test.each([
  [atRest(ticketLock(), fairMutex), 'refines'],
  [atRest(mcsLock(), fairMutex), 'refines'],
  [atRest(testAndSet, fairMutex), 'answers, 8'],
  [atRest(spinningFlag, fairMutex), 'answers, 10'],
  [atRest(withCondition({ first: 'readers' }), writersFirst), 'answers, 13'],
  [atRest(withCondition({ first: 'writers' }), writersFirst), 'refines'],
  [atRest(withCondition({ first: 'readers' }), readersFirst), 'refines'],
] as const)('$name', (system, expected) => {
  const { verdict, violation, warnings } = check(system)
  const found = verdict === 'verified' ? 'refines' : `${violation?.kind}, ${violation?.trace?.steps.length}`
  expect(found, system.name).toBe(expected)
  expect(warnings).toEqual([])
})
