import { eresourceClients, type Lock } from 'lockproof/fast-check'
import { type MutantName, mutants } from '#eresource'
import { benaphore, flagLock, mcsLock, recursiveMutex, rwlock, ticketLock } from '#locks'
import { type BakeryBug, bakeryForTwo, brokenBakery } from './locks/bakery.ts'
import { type BenaphoreBug, brokenBenaphore } from './locks/benaphore.ts'
import { brokenFlag, type FlagBug } from './locks/flag.ts'
import { brokenMcs, type McsBug } from './locks/mcs.ts'
import { brokenPeterson, type PetersonBug, petersonForTwo } from './locks/peterson.ts'
import { brokenRecursive, type RecursiveBug } from './locks/recursive.ts'
import { brokenRwlock, type RwlockBug } from './locks/rwlock.ts'
import { brokenTicket, type TicketBug } from './locks/ticket.ts'

type MisuseMutant = 'releaseWithoutOwnerCheck' | 'reinitializeForgetsTable' | 'releaseFindsWaiter'
type AnyLock = Lock<string, string>

/** Each bug, and the calls of the smallest program known to show it. */
type Bugs<Bug extends string> = Readonly<Record<Bug, number>>

const flagBugs: Bugs<FlagBug> = {
  'looks, then takes': 4,
  'any value opens': 4,
  'unlock forgets': 4,
  'unlock forgets spinners': 4,
}
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

const eresourceNames = Object.keys(eresourceBugs) as (keyof typeof eresourceBugs)[] // the keys are the bugs

const brokenEresource = Object.fromEntries(
  eresourceNames.map((bug) => [bug, eresourceClients({ resource: { rules: mutants[bug] } })]),
)

const families: readonly (readonly [AnyLock, Readonly<Record<string, AnyLock>>, Bugs<string>])[] = [
  [flagLock(), brokenFlag, flagBugs],
  [petersonForTwo, brokenPeterson, petersonBugs],
  [bakeryForTwo, brokenBakery, bakeryBugs],
  [mcsLock(), brokenMcs, mcsBugs],
  [ticketLock(), brokenTicket, ticketBugs],
  [rwlock(), brokenRwlock, rwlockBugs],
  [recursiveMutex(), brokenRecursive, recursiveBugs],
  [benaphore(), brokenBenaphore, benaphoreBugs],
  [eresourceClients(), brokenEresource, eresourceBugs],
]

export const originals: readonly AnyLock[] = families.map(([lock]) => lock)

export type BrokenLock = { readonly name: string; readonly bug: string; readonly calls: number; readonly lock: AnyLock }

export const brokenLocks: readonly BrokenLock[] = families.flatMap(([{ name }, broken, bugs]) =>
  Object.entries(broken).map(([bug, lock]) => ({ name, bug, calls: bugs[bug]!, lock })),
)
