import {
  type Ahead,
  type Draft,
  ensure,
  object,
  type SharedObject,
  type ThreadId,
  waitUntil,
} from '../../language/index.ts'
import { ensureOrBugCheck } from '../bug-check.ts'
import type { Routine } from '../routines/caller.ts'
import type { DriverRule } from './driver-rules.ts'
import { type Irql, isAtMost, type RegionRoutine } from './irql.ts'
import {
  areAllApcsDisabled,
  areApcsDisabled,
  canDeliverApc,
  isOutsideRegions,
  type KThread,
  kthreadWords,
} from './kthread.ts'

type KThreadDraft = Draft<KThread>

/** Who takes a step for a thread: its own code, or a kernel APC that has interrupted it. */
export type Context = 'thread' | 'APC'

export type KThreadRecipes = {
  /** Normal kernel APCs are disabled, once more. */
  KeEnterCriticalRegion(t: KThreadDraft): void
  /** Undoes one KeEnterCriticalRegion. */
  KeLeaveCriticalRegion(t: KThreadDraft): void
  /** All kernel APCs are disabled, once more. */
  KeEnterGuardedRegion(t: KThreadDraft): void
  /** Undoes one KeEnterGuardedRegion. */
  KeLeaveGuardedRegion(t: KThreadDraft): void
  /** Answers the old IRQL. */
  KeRaiseIrql(t: KThreadDraft, NewIrql: Irql): Irql
  /** To what KeRaiseIrql has answered. */
  KeLowerIrql(t: KThreadDraft, NewIrql: Irql): void
  /** Waits until a request to suspend the thread can be delivered, and stops it. */
  suspends(t: KThreadDraft): void
  /** A suspended thread goes on. */
  resumes(t: KThreadDraft): void
  /** A normal kernel APC interrupts the thread. */
  apcStarts(t: KThreadDraft): void
  /** The APC gives the thread back. */
  apcEnds(t: KThreadDraft): void
}

export type KThreadQueries = {
  /** In a critical or a guarded region. */
  KeAreApcsDisabled(t: KThread): boolean
  /** In a guarded region, or at APC_LEVEL or above. */
  KeAreAllApcsDisabled(t: KThread): boolean
  /** Waits while the thread is stopped. */
  runs(t: KThread, context: Context): void
  /** Waits while the thread is stopped, and fails where the call breaks a rule. */
  calls(t: KThread, context: Context, routine: Routine | RegionRoutine, ownsExclusively: boolean): void
  /** A dispatch routine returns. */
  returnsFromDispatch(t: KThread): void
  /** Fails where the thread still is in a region. */
  returnsToUserMode(t: KThread): void
  /** Fails where the thread still is in a region, as it ends. */
  exits(t: KThread): void
}

/** A thread as the kernel keeps it: its regions, its APCs, what it holds. */
export type KThreadObject = SharedObject<KThread, KThreadRecipes & KThreadQueries>

const nestingLimit = 4

export function kthreadObject(id: ThreadId, initial: KThread, rules: readonly DriverRule[]): KThreadObject {
  return object<KThread>(initial)(kthreadRecipes, {
    reads: kthreadQueries(rules),
    words: kthreadWords,
    waitsFor: (t, me) =>
      me === id ? whileStopped(t) : canDeliverApc(t) ? [] : [{ thread: id, why: 'has APCs disabled' }],
    checks: ['runs', 'calls', 'returnsFromDispatch', 'returnsToUserMode', 'exits'],
    bookkeeping: [
      'KeEnterCriticalRegion',
      'KeLeaveCriticalRegion',
      'KeEnterGuardedRegion',
      'KeLeaveGuardedRegion',
      'KeRaiseIrql',
      'KeLowerIrql',
    ],
  })
}

/** A thread that is stopped waits for whoever lets it go on: nobody can be named. */
function whileStopped({ stoppedBy }: KThread): readonly Ahead[] {
  if (stoppedBy === null) return []
  return [{ why: stoppedBy === 'APC' ? 'until the APC on it has ended' : 'until somebody resumes it' }]
}

const kthreadRecipes: KThreadRecipes = {
  KeEnterCriticalRegion(t) {
    t.kernelApcDisable--
    ensureNesting(t)
  },
  KeLeaveCriticalRegion(t) {
    ensureEntered(t.kernelApcDisable < 0, 'KeLeaveCriticalRegion')
    t.kernelApcDisable++
  },
  KeEnterGuardedRegion(t) {
    t.specialApcDisable--
    ensureNesting(t)
  },
  KeLeaveGuardedRegion(t) {
    ensureEntered(t.specialApcDisable < 0, 'KeLeaveGuardedRegion')
    t.specialApcDisable++
  },
  KeRaiseIrql(t, NewIrql) {
    const { irql } = t
    ensureOrBugCheck(isAtMost(irql, NewIrql), '0xA IRQL_NOT_LESS_OR_EQUAL', `KeRaiseIrql to ${NewIrql}`, irql)
    t.irql = NewIrql
    return irql
  },
  KeLowerIrql(t, NewIrql) {
    ensureOrBugCheck(isAtMost(NewIrql, t.irql), '0xA IRQL_NOT_LESS_OR_EQUAL', `KeLowerIrql to ${NewIrql}`, t.irql)
    t.irql = NewIrql
  },
  suspends(t) {
    waitUntil(t.stoppedBy === null && canDeliverApc(t))
    t.stoppedBy = 'suspension'
  },
  resumes(t) {
    waitUntil(t.stoppedBy === 'suspension')
    t.stoppedBy = null
  },
  apcStarts(t) {
    waitUntil(t.stoppedBy === null && canDeliverApc(t))
    t.stoppedBy = 'APC'
  },
  apcEnds(t) {
    waitUntil(t.stoppedBy === 'APC')
    t.stoppedBy = null
  },
}

function kthreadQueries(rules: readonly DriverRule[]): KThreadQueries {
  return {
    KeAreApcsDisabled: areApcsDisabled,
    KeAreAllApcsDisabled: areAllApcsDisabled,
    runs,
    calls(t, context, routine, ownsExclusively) {
      runs(t, context)
      for (const { name, violation } of rules) {
        const code = violation(t, routine, ownsExclusively)
        ensure(code === undefined, `${code} (${name}): ${routine} ${kthreadWords(t)}`)
      }
    },
    returnsFromDispatch(t) {
      ensureOrBugCheck(
        isOutsideRegions(t),
        '0xC4/0xC5 DRIVER_VERIFIER_DETECTED_VIOLATION',
        'a dispatch routine returns inside a region',
      )
    },
    returnsToUserMode(t) {
      ensureOrBugCheck(isOutsideRegions(t), '0x1 APC_INDEX_MISMATCH', 'a thread returns to user mode inside a region')
    },
    exits(t) {
      ensureOrBugCheck(isOutsideRegions(t), '0x20 KERNEL_APC_PENDING_DURING_EXIT', 'a thread exits inside a region')
    },
  }
}

function runs(t: KThread, context: Context): void {
  waitUntil(t.stoppedBy === (context === 'APC' ? 'APC' : null))
}

function ensureEntered(isEntered: boolean, routine: string): void {
  ensureOrBugCheck(isEntered, '0xC4/0x3E DRIVER_VERIFIER_DETECTED_VIOLATION', `${routine} without its KeEnter`)
}

/** Regions nest without bound; a design in which they do has forgotten to leave one. */
function ensureNesting(t: KThreadDraft): void {
  const depth = -t.kernelApcDisable - t.specialApcDisable
  ensure(depth <= nestingLimit, `region overflow: the thread is in ${depth} regions`)
}
