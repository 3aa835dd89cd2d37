import {
  inOneStep,
  type Operation,
  proc,
  type Steps,
  type ThreadId,
  type Tools,
  threadIdName,
} from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'
import { type ResourceRoutines, resourceRoutines } from '../routines/as-thread.ts'
import type { Caller } from '../routines/caller.ts'
import { routine } from '../routines/routine.ts'
import type { DriverRule } from './driver-rules.ts'
import { type EndRoutines, endRoutines } from './end-routines.ts'
import type { Irql, RegionRoutine } from './irql.ts'
import { type CombinedRoutines, combinedRoutines, type RegionRoutines } from './kernel-routines.ts'
import { type KThread, userThread } from './kthread.ts'
import { type Context, type KThreadObject, kthreadObject } from './kthread-object.ts'

/** Routines of the kernel as one thread calls them, under their WDK names. */
export type KernelRoutines = ResourceRoutines &
  RegionRoutines &
  CombinedRoutines &
  EndRoutines & {
    /** A step of the thread's own, which waits while the thread is stopped. */
    running<A>(step: () => Operation<A>): Steps<A>
  }

/** Which threads and resources there are, and which rules are checked. */
export type KernelOptions = {
  /** The threads that call. */
  readonly threads: readonly ThreadId[]
  /** What every call must keep; none by default. */
  readonly rules?: readonly DriverRule[]
  /** What a thread is at first; a user thread at PASSIVE_LEVEL outside every region by default. */
  readonly starts?: (id: ThreadId) => Partial<KThread>
}

/** Threads with their kernel state, the routines that they call, and what can happen to them. */
export type Kernel = {
  /** The routines called by this thread, with the rules checked in the same step. */
  asThread(me: ThreadId): KernelRoutines
  /** A normal kernel APC on the thread, as soon as one can be delivered: it calls as that thread, which stands still meanwhile. */
  apcOn(thread: ThreadId, body: (routines: KernelRoutines) => Steps): Steps
  /** Suspends the thread as soon as its APCs are enabled. */
  suspend(thread: ThreadId): Steps
  /** Lets a suspended thread go on. */
  resume(thread: ThreadId): Steps
  /** For properties. */
  readonly states: readonly KThreadObject[]
}

/**
 * A kernel for the threads of a system.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: verifierRules })
 * threads(ids, function* (me) {
 *   const my = asThread(me)
 *   yield* my.ExEnterCriticalRegionAndAcquireResourceExclusive(R)
 *   yield* my.ExReleaseResourceAndLeaveCriticalRegion(R)
 * })
 */
export function kernel(
  { shared }: Pick<Tools, 'shared'>,
  { threads, rules = [], starts = () => ({}) }: KernelOptions,
): Kernel {
  const objects = new Map<ThreadId, KThreadObject>()
  for (const id of threads) {
    const thread = kthreadObject(id, { ...userThread, ...starts(id) }, rules)
    shared({ [`KTHREAD ${threadIdName(id)}`]: thread })
    objects.set(id, thread)
  }
  const stateOf = (id: ThreadId): KThreadObject => {
    const found = objects.get(id)
    if (found === undefined) throw new RangeError(`kernel: ${threadIdName(id)} is not one of its threads`)
    return found
  }
  return {
    asThread: (me) => kernelRoutines(me, stateOf(me), 'thread', rules),
    apcOn: proc(function* apcOn(thread: ThreadId, body: (routines: KernelRoutines) => Steps) {
      yield* stateOf(thread).apcStarts()
      yield* body(kernelRoutines(thread, stateOf(thread), 'APC', rules))
      yield* stateOf(thread).apcEnds()
    }),
    suspend: routine('suspend', (thread: ThreadId) => stateOf(thread).suspends()),
    resume: routine('resume', (thread: ThreadId) => stateOf(thread).resumes()),
    states: [...objects.values()],
  }
}

function kernelRoutines(
  me: ThreadId,
  thread: KThreadObject,
  context: Context,
  rules: readonly DriverRule[],
): KernelRoutines {
  const needsOwnership = rules.some((rule) => rule.needsOwnership)
  const running = <A>(step: () => Operation<A>): Steps<A> =>
    inOneStep(function* () {
      yield* thread.runs(context)
      return yield* step()
    })
  const perform: Caller['perform'] = (name, R, step) =>
    inOneStep(function* () {
      const ownsExclusively = needsOwnership && (yield* owns(R, me))
      yield* thread.calls(context, name, ownsExclusively)
      return yield* step()
    })
  const region = <A>(name: RegionRoutine, step: () => Operation<A>): (() => Steps<A>) =>
    routine(name, () =>
      inOneStep(function* () {
        yield* thread.calls(context, name, false)
        return yield* step()
      }),
    )
  const resource = resourceRoutines({ id: me, perform, wakeUp: running })
  const regions: RegionRoutines = {
    KeEnterCriticalRegion: region('KeEnterCriticalRegion', () => thread.KeEnterCriticalRegion()),
    KeLeaveCriticalRegion: region('KeLeaveCriticalRegion', () => thread.KeLeaveCriticalRegion()),
    KeEnterGuardedRegion: region('KeEnterGuardedRegion', () => thread.KeEnterGuardedRegion()),
    KeLeaveGuardedRegion: region('KeLeaveGuardedRegion', () => thread.KeLeaveGuardedRegion()),
    KeAreApcsDisabled: region('KeAreApcsDisabled', () => thread.KeAreApcsDisabled()),
    KeAreAllApcsDisabled: region('KeAreAllApcsDisabled', () => thread.KeAreAllApcsDisabled()),
    KeRaiseIrql: routine('KeRaiseIrql', (NewIrql: Irql) => running(() => thread.KeRaiseIrql(NewIrql))),
    KeLowerIrql: routine('KeLowerIrql', (NewIrql: Irql) => running(() => thread.KeLowerIrql(NewIrql))),
  }
  return {
    ...resource,
    ...regions,
    ...combinedRoutines({ ...resource, ...regions }),
    ...endRoutines(me, thread, context),
    running,
  }
}

function owns(R: Eresource, me: ThreadId): Operation<boolean> {
  return R.ExIsResourceAcquiredExclusiveLite(me)
}
