/** What closes each window of the algorithm. A mutant leaves one of them open. */
export type FineRules = {
  /** A reader that waits behind a writer is written into the table: the hand-over to the writer overwrites OwnerEntry. */
  readonly waitsOutsideOwnerEntry: boolean
  /** How many readers are woken is read under the lock, not when they are. */
  readonly capturesBatch: boolean
  /** A signal stays where nobody waits yet: who was granted may not have entered its wait. */
  readonly signalsStick: boolean
  /** Who has registered waits until it is granted, however long: the grant may have been made already. */
  readonly waitsForGrant: boolean
  /** A conversion leaves the owner where a release looks for it. */
  readonly convertKeepsEntry: boolean
  /** A new table is thrown away where somebody else has installed one meanwhile. */
  readonly growthLooksAgain: boolean
  /** The old table is freed after the new one is in its place. */
  readonly freesAfterSwap: boolean
  /** An entry is looked up again after a wait: the table may be another one. */
  readonly looksUpEntryAgain: boolean
  /** SharedLite and WaitForExclusive look whether a writer waits. */
  readonly readersSeeWriters: boolean
  /** Whoever takes the spin lock raises the IRQL first. */
  readonly raisesIrql: boolean
}

/**
 * As it is implemented.
 * @example
 * const rules: FineRules = { ...implemented, signalsStick: false }
 * const R = fineEresource(tools, ids, { rules })
 */
export const implemented: FineRules = {
  waitsOutsideOwnerEntry: true,
  capturesBatch: true,
  signalsStick: true,
  waitsForGrant: true,
  convertKeepsEntry: true,
  growthLooksAgain: true,
  freesAfterSwap: true,
  looksUpEntryAgain: true,
  readersSeeWriters: true,
  raisesIrql: true,
}

const without = (rule: keyof FineRules): FineRules => ({ ...implemented, [rule]: false })

/** A window that a mutant leaves open. */
export type FineMutantName =
  | 'waitsInOwnerEntry'
  | 'batchReadLater'
  | 'signalLost'
  | 'waiterGivesUp'
  | 'convertLosesEntry'
  | 'staleGrowth'
  | 'freesBeforeSwap'
  | 'keepsEntryPointer'
  | 'readerBarges'
  | 'lockWithoutRaising'

/**
 * The algorithm with one window open each.
 * @example
 * const R = fineEresource(tools, ids, { rules: fineMutants.signalLost })
 * alwaysConsistent(tools, R)
 */
export const fineMutants: Readonly<Record<FineMutantName, FineRules>> = {
  /** M4: a waiting reader is placed in OwnerEntry. */
  waitsInOwnerEntry: without('waitsOutsideOwnerEntry'),
  /** M8: the size of the batch is read again after the unlock. */
  batchReadLater: without('capturesBatch'),
  /** M9: a signal is lost if nobody is in the wait. */
  signalLost: without('signalsStick'),
  /** M10: a waiter may give up. */
  waiterGivesUp: without('waitsForGrant'),
  /** M13: a conversion leaves the owner where a release does not look. */
  convertLosesEntry: without('convertKeepsEntry'),
  /** Growth installs a copy that others have changed since. */
  staleGrowth: without('growthLooksAgain'),
  /** The old table is freed before the new one is in its place. */
  freesBeforeSwap: without('freesAfterSwap'),
  /** A pointer to an entry is kept across the wait, as Wine does: the table that it points into may be freed. */
  keepsEntryPointer: without('looksUpEntryAgain'),
  /** A reader does not look whether a writer waits. */
  readerBarges: without('readersSeeWriters'),
  /** The spin lock is taken at PASSIVE_LEVEL: a DPC on the same processor spins for ever. */
  lockWithoutRaising: without('raisesIrql'),
}
