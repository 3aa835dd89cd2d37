import fc from 'fast-check'
import { type MutantName, mutants } from 'lockproof/eresource'
import { eresourceClients, eresourceDrivers, everyProgramHolds, type Lock, type Program } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { type BakeryBug, bakeryLock } from './locks/bakery.ts'
import { type BenaphoreBug, benaphore } from './locks/benaphore.ts'
import { type FlagBug, flagLock } from './locks/flag.ts'
import { type McsBug, mcsLock } from './locks/mcs.ts'
import { type PetersonBug, petersonLock } from './locks/peterson.ts'
import { type RecursiveBug, recursiveMutex } from './locks/recursive.ts'
import { type RwlockBug, rwlock } from './locks/rwlock.ts'
import { type TicketBug, ticketLock } from './locks/ticket.ts'

type AnyLock = Lock<string, string>

/** Each bug, and the calls of the smallest program known to show it. */
type Bugs<Bug extends string> = Readonly<Record<Bug, number>>

const flagBugs: Bugs<FlagBug> = { 'looks, then takes': 4, 'any value opens': 4, 'unlock forgets': 4 }
const petersonBugs: Bugs<PetersonBug> = { 'without turn': 4, 'turn before flag': 4, 'turn to oneself': 4 }
const bakeryBugs: Bugs<BakeryBug> = {
  'without choosing': 4,
  'without tie break': 4,
  'chosen too early': 4,
  'ticket kept': 4,
}
const mcsBugs: Bugs<McsBug> = {
  'tail cleared blindly': 4,
  'locked after linking': 4,
  'next not cleared': 8,
  'heir not woken': 4,
}
const ticketBugs: Bugs<TicketBug> = { 'wraps too early': 6, 'drawn in two steps': 4, 'two are served': 4 }
const rwlockBugs: Bugs<RwlockBug> = {
  'readers beside a writer': 4,
  'writer beside readers': 4,
  'try beside readers': 4,
  'downgrade forgets to count': 5,
  'upgrade beside readers': 6,
  'last reader stays': 4,
}
const recursiveBugs: Bugs<RecursiveBug> = {
  'not recursive': 4,
  'one unlock opens': 4,
  'unlock counts twice': 4,
  'owner not compared': 4,
}
const benaphoreBugs: Bugs<BenaphoreBug> = {
  'signal lost': 4,
  'signal kept': 6,
  'wakes nobody': 4,
  'counted in two steps': 4,
}
/** The three missing ones show only under clients that misbehave. */
const eresourceBugs: Bugs<
  Exclude<MutantName, 'releaseWithoutOwnerCheck' | 'reinitializeForgetsTable' | 'releaseFindsWaiter'>
> = {
  sharedBesideExclusive: 4,
  handOffWithoutFlag: 5,
  refusalAnswersTrue: 4,
  noHandOffAfterShared: 4,
  bothClassesGranted: 6,
  oneReaderWoken: 6,
  convertWithoutCounting: 5,
  invertedLastRelease: 2,
  pointerWithoutRename: 3,
  recursiveReaderWaits: 6,
}

const originals: readonly (readonly [AnyLock, (bug: never) => AnyLock, Bugs<string>])[] = [
  [flagLock(), flagLock, flagBugs],
  [petersonLock(), petersonLock, petersonBugs],
  [bakeryLock(), bakeryLock, bakeryBugs],
  [mcsLock(), mcsLock, mcsBugs],
  [ticketLock(), ticketLock, ticketBugs],
  [rwlock(), rwlock, rwlockBugs],
  [recursiveMutex(), recursiveMutex, recursiveBugs],
  [benaphore(), benaphore, benaphoreBugs],
  [eresourceClients(), (bug: MutantName) => eresourceClients({ resource: { rules: mutants[bug] } }), eresourceBugs],
]

const broken = originals.flatMap(
  ([{ name }, make, bugs]) => Object.entries(bugs).map(([bug, size]) => [name, bug, size, make(bug as never)] as const), // a key of the bugs of this lock
)

function sizeOf(program: Program<string> | undefined): number {
  return program?.threads.flat().length ?? 0
}

describe('every well-behaved program holds under every interleaving', () => {
  test.each(originals.map(([lock]) => [lock.name, lock] as const))('of %s', (_, lock) => {
    fc.assert(everyProgramHolds(lock), { numRuns: 200 })
  })

  test.each(broken)('but not of %s: %s, and %i calls show it', (_name, _bug, size, lock) => {
    const { failed, counterexample } = fc.check(everyProgramHolds(lock), { numRuns: 1_000, seed: 1 })
    expect(failed).toBe(true)
    expect(sizeOf(counterexample?.[0])).toBe(size)
  })

  test('of drivers in a kernel that checks the APC rule and the IRQL', () => {
    fc.assert(everyProgramHolds(eresourceDrivers(), { depth: 3 }), { numRuns: 100 })
  })

  test('at least 20 broken locks are told from their originals', () => {
    expect(broken.length).toBeGreaterThanOrEqual(20)
  })
})
