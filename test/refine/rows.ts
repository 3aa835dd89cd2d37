/** Implementations held against specifications, and what must be found. */
import type { System } from 'lockproof'
import { refinement } from 'lockproof/refine'
import { fairMutex, mutex, queue, readersWriters, stack } from 'lockproof/specifications'
import { mcsLock, ticketLock } from '#locks'
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

/** Who unlocks does not wait for the one that is in the middle of its enqueuing. */
const mcsDoesNotWait: MutexLock = {
  ...mcsLock(({ tail }) => ({
    *empty(me) {
      yield* tail.compareAndSwap(me, null)
      return true
    },
  })),
  name: 'mcs, does not wait for next',
}

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

/** The verdict, with the steps of the shortest run; and the states gone through without any reduction. */
export type Row = readonly [System, string, number?]

export const rows: readonly Row[] = [
  [isMutex(testAndSet, 3), 'refines', 32],
  [isMutex(spinningFlag, 3), 'refines', 81],
  [isMutex(naiveFlag, 2), 'answers, 6'],
  [isMutex(neverGrants, 2), 'waiting, 1'],
  [answersAsMutex(neverGrants), 'refines', 4],
  [isMutex(neverGrantsSpinning, 2), 'waiting, 1'],
  [isMutex(ticketLock(), 4), 'refines', 1888],
  [isMutex(ticketLock(), 2), 'refines', 44],
  [isMutex(ticketLock(), 3), 'refines', 294],
  [isMutex(mcsLock(), 2), 'refines', 89],
  [isMutex(mcsLock(), 3), 'refines', 1707],
  [isMutex(mcsDoesNotWait, 2), 'waiting, 9'],
  [isMutex(clh, 2), 'refines', 456],
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

/** They take seconds each, in a test that looks at all of them twice. */
export const large: readonly Row[] = [
  [isMutex(clh, 3), 'refines', 15936],
  [isMutex(mcsLock(), 4), 'refines', 41769],
  [ofFour, 'refines'],
  [isStack(treiber(2), undefined, 3), 'refines', 33751],
  [isStack(elimination(2), 2, 3), 'refines', 53076],
  [isStack(elimination(2, 'does not withdraw'), 2, 3), 'waiting, 14'],
]

/** The look of the observer is a step. */
const isAtRest = (implementation: MutexLock | RwLock, specification: typeof fairMutex | typeof readersFirst): System =>
  refinement(`${implementation.name}, ${specification.name}, at rest`, {
    implementation: implementation as never,
    specification: specification as never,
    threads: 3,
    depth: 1,
    keeps: 'order at rest',
  })

export const atRest: readonly Row[] = [
  [isAtRest(ticketLock(), fairMutex), 'refines'],
  [isAtRest(mcsLock(), fairMutex), 'refines'],
  [isAtRest(testAndSet, fairMutex), 'answers, 8'],
  [isAtRest(spinningFlag, fairMutex), 'answers, 10'],
  [isAtRest(withCondition({ first: 'readers' }), writersFirst), 'answers, 13'],
  [isAtRest(withCondition({ first: 'writers' }), writersFirst), 'refines'],
  [isAtRest(withCondition({ first: 'readers' }), readersFirst), 'refines'],
  [isAtRest(drepper(), fairMutex), 'answers, 12'],
]

export const largeAtRest: readonly Row[] = [[isAtRest(clh, fairMutex), 'refines']]
