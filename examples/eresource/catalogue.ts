import { acquireInDpc, reentryByApc, regionLeftEarly, suspendedOwner, unbalancedRegion } from './apcs.ts'
import { convertByNonOwner, convertByReader, convertToLetOthersIn, forgottenRecursion } from './conversions.ts'
import { correctPatterns } from './correct-patterns.ts'
import { decisionOnWaiterCount, priorityInversion, writerStarvation } from './fairness.ts'
import { deleteWhileHeld, freeWithoutDelete, initializeOrDeleteTwice, reinitializeWithWaiters } from './life-cycles.ts'
import {
  concurrentFlushes,
  flushUnderSharedHold,
  orderWithIo,
  pagingOrder,
  shutdownCycle,
  tryAndBackOff,
  unmatchedCallback,
} from './lock-order.ts'
import { plainReleaseOfPointer, pointerWithoutLowBits, sharedPointerReuse } from './owner-pointers.ts'
import {
  helperReadsAgain,
  ownerPointerReadAgain,
  recursiveWaitForExclusive,
  recursiveWaitForExclusiveWithoutWait,
} from './readers-behind-writers.ts'
import {
  doubleRelease,
  foreignReleaseOfExclusive,
  releaseAfterFailedTry,
  releaseForWaitingThread,
  releaseInCompletion,
} from './releases.ts'
import type { Scenario } from './scenario.ts'
import { exitWhileOwning, missedRelease, recursionOverflow, recycledIdentity } from './thread-ends.ts'
import { releaseThenReacquire, upgradeAlone, upgradeByPolling, upgradeTwoReaders } from './upgrades.ts'

/** The mistakes that drivers make with ERESOURCE, B1 to B44 in order: each with its verdict, its cause and its repaired twin. */
export const catalogue: readonly Scenario[] = [
  upgradeAlone,
  upgradeTwoReaders,
  upgradeByPolling,
  releaseThenReacquire,
  recursiveWaitForExclusive,
  recursiveWaitForExclusiveWithoutWait,
  helperReadsAgain,
  ownerPointerReadAgain,
  pagingOrder,
  flushUnderSharedHold,
  concurrentFlushes,
  orderWithIo,
  shutdownCycle,
  suspendedOwner,
  reentryByApc,
  regionLeftEarly,
  unbalancedRegion,
  releaseInCompletion,
  doubleRelease,
  releaseAfterFailedTry,
  missedRelease,
  foreignReleaseOfExclusive,
  convertByNonOwner,
  convertByReader,
  convertToLetOthersIn,
  forgottenRecursion,
  deleteWhileHeld,
  freeWithoutDelete,
  initializeOrDeleteTwice,
  reinitializeWithWaiters,
  writerStarvation,
  priorityInversion,
  acquireInDpc,
  plainReleaseOfPointer,
  pointerWithoutLowBits,
  sharedPointerReuse,
  exitWhileOwning,
  recycledIdentity,
  releaseForWaitingThread,
  decisionOnWaiterCount,
  tryAndBackOff,
  unmatchedCallback,
  recursionOverflow,
  correctPatterns,
]
