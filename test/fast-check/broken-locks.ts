import { type MutantName, mutants } from 'lockproof/eresource'
import { eresourceClients, type Lock } from 'lockproof/fast-check'
import { type BakeryBug, bakeryLock } from './locks/bakery.ts'
import { type BenaphoreBug, benaphore } from './locks/benaphore.ts'
import { type FlagBug, flagLock } from './locks/flag.ts'
import { type McsBug, mcsLock } from './locks/mcs.ts'
import { type PetersonBug, petersonLock } from './locks/peterson.ts'
import { type RecursiveBug, recursiveMutex } from './locks/recursive.ts'
import { type RwlockBug, rwlock } from './locks/rwlock.ts'
import { type TicketBug, ticketLock } from './locks/ticket.ts'

type MisuseMutant = 'releaseWithoutOwnerCheck' | 'reinitializeForgetsTable' | 'releaseFindsWaiter'
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
/** Those of `misuseMutants` show only under clients that misbehave. */
const eresourceBugs: Bugs<Exclude<MutantName, MisuseMutant>> = {
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

/** Each with the smallest program known to show it. */
export const misuseMutants: Readonly<Record<MisuseMutant, string>> = {
  releaseWithoutOwnerCheck: 'T0: rel | T1: X',
  reinitializeForgetsTable: 'T0: S | T1: relT0 | T2: re',
  releaseFindsWaiter: 'T0: S | T1: X | T2: relT0',
}

const families: readonly (readonly [AnyLock, (bug: never) => AnyLock, Bugs<string>])[] = [
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

export const originals: readonly AnyLock[] = families.map(([lock]) => lock)

export type BrokenLock = { readonly name: string; readonly bug: string; readonly calls: number; readonly lock: AnyLock }

export const brokenLocks: readonly BrokenLock[] = families.flatMap(
  ([{ name }, make, bugs]) =>
    Object.entries(bugs).map(([bug, calls]) => ({ name, bug, calls, lock: make(bug as never) })), // a bug of this lock
)
