import { examine, given, type Members } from '../../../options/examined.ts'
import { callable, flag, integer, oneOf, record } from '../../../options/kinds.ts'
import type { Processor } from '../../../parts/index.ts'
import type { ThreadId } from '../../language/index.ts'
import { type FineRules, implemented } from './rules.ts'

/** What is looked at more closely, and how large things are. */
export type FineOptions = {
  /** Of the objects in traces: `R`, `RSemaphore`, `REvent`, … */
  readonly name: string
  /** Whether `ExInitializeResourceLite` has been called already; so it is unless given. */
  readonly start: 'initialized' | 'uninitialized'
  /** Holds of one owner beyond this are the verdict *recursion overflow*. */
  readonly recursionLimit: number
  /** Whether the semaphore and the event are there from the start; in Windows they are allocated when somebody first waits. */
  readonly hasWaiterObjects: boolean
  /** How many owners the first table has room for: 2 in Windows, and 4 more in each next one. */
  readonly firstTable: number
  /** How many owners each next table has room for beside those of the last. */
  readonly largerBy: number
  /** Whether table, semaphore and event are memory that is freed, so that it can be touched too late; addresses come again. */
  readonly keepsMemory: boolean
  /** Whether the spin lock is taken and dropped in steps of its own; what is done under it is one step anyhow. */
  readonly keepsSpinLock: boolean
  /** The processor on which a thread runs. Then the routines raise its IRQL, look at it, and take their steps `onProcessor`; the spin lock is kept. */
  readonly processorOf: ((me: ThreadId) => Processor) | undefined
  /** The algorithm as it is, or a mutant of it. */
  readonly rules: FineRules
}

/** Of `fineEresource`, where none are given. */
export const fineDefaults: FineOptions = {
  name: 'R',
  start: 'initialized',
  recursionLimit: 4,
  hasWaiterObjects: false,
  firstTable: 2,
  largerBy: 4,
  keepsMemory: false,
  keepsSpinLock: false,
  processorOf: undefined,
  rules: implemented,
}

const members: { readonly [name in keyof FineOptions]: Members[string] } = {
  name: { expected: 'a name', fits: (value) => typeof value === 'string' && /^[A-Za-z]\w*$/.test(value) },
  start: oneOf(['initialized', 'uninitialized']),
  recursionLimit: integer(1),
  hasWaiterObjects: flag,
  firstTable: integer(1),
  largerBy: integer(1),
  keepsMemory: flag,
  keepsSpinLock: flag,
  processorOf: callable,
  rules: record,
}

/** @throws UsageError U006 for options that make no sense. */
export function chosenFrom(whose: string, options: Partial<FineOptions>): FineOptions {
  examine(whose, options, members)
  return { ...fineDefaults, ...given(options) }
}
