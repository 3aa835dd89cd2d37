import { cell, type Steps, type Tools } from 'lockproof'
import {
  type Eresource,
  eresource,
  type KernelRoutines,
  kernel,
  ownersKeepApcRule,
  verifierRules,
} from 'lockproof/eresource'
import { T0, T1 } from './actors.ts'
import { expecting, type Scenario, scenario } from './scenario.ts'

type Routines = KernelRoutines

/** T0 works; a supervisor suspends it, needs the resource itself, and resumes it. */
function suspended(tools: Tools, work: (my: Routines, R: Eresource) => Steps, isFixed: boolean): void {
  const { R } = tools.shared({ R: eresource() })
  const k = kernel(tools, { threads: [T0, T1] })
  const { asThread, suspend, resume } = k
  if (isFixed) ownersKeepApcRule(tools, k, [T0, T1], { R })
  tools.thread(T0, () => work(asThread(T0), R))
  tools.thread(T1, function* () {
    const { ExEnterCriticalRegionAndAcquireResourceExclusive, ExReleaseResourceAndLeaveCriticalRegion } = asThread(T1)
    yield* suspend(T0)
    yield* ExEnterCriticalRegionAndAcquireResourceExclusive(R)
    yield* ExReleaseResourceAndLeaveCriticalRegion(R)
    yield* resume(T0)
  })
}

/** The same code under Driver Verifier, nobody else there. */
function verified(tools: Tools, work: (my: Routines, R: Eresource) => Steps): void {
  const { R } = tools.shared({ R: eresource({ verifier: true }) })
  const k = kernel(tools, { threads: [T0], rules: verifierRules })
  tools.thread(T0, () => work(k.asThread(T0), R))
}

function* withoutRegion(my: Routines, R: Eresource): Steps {
  yield* my.ExAcquireResourceExclusiveLite(R, true)
  yield* my.ExReleaseResourceLite(R)
}

function* withinRegion(my: Routines, R: Eresource): Steps {
  yield* my.KeEnterCriticalRegion()
  yield* my.ExAcquireResourceExclusiveLite(R, true)
  yield* my.ExReleaseResourceLite(R)
  yield* my.KeLeaveCriticalRegion()
}

function* leavingEarly(my: Routines, R: Eresource): Steps {
  yield* my.KeEnterCriticalRegion()
  yield* my.ExAcquireResourceExclusiveLite(R, true)
  yield* my.KeLeaveCriticalRegion()
  yield* my.ExReleaseResourceLite(R)
}

/** T0 may be suspended, but never while it owns. */
function neverStoppedAsOwner(tools: Tools, work: (my: Routines, R: Eresource) => Steps): void {
  const { R } = tools.shared({ R: eresource() })
  const k = kernel(tools, { threads: [T0] })
  ownersKeepApcRule(tools, k, [T0], { R })
  tools.thread(T0, () => work(k.asThread(T0), R))
  tools.thread('suspender', function* () {
    yield* k.suspend(T0)
    yield* k.resume(T0)
  })
}

export const suspendedOwner: Scenario = scenario(
  {
    id: 'B14',
    name: 'suspended owner',
    cause:
      'outside a critical region a request to suspend reaches the thread while it owns, and who would resume it waits for the resource',
    fix: 'a critical region around acquire and release',
    verdict: { deadlock: true },
    also: [
      expecting('B14 under Verifier', { fails: '0xC4/0x37', steps: 1 }, (tools) => verified(tools, withoutRegion)),
      expecting('B14 as a property', { violates: 'S15 T0 has APCs disabled while it owns R', steps: 1 }, (tools) =>
        neverStoppedAsOwner(tools, withoutRegion),
      ),
    ],
  },
  (tools, isFixed) => suspended(tools, isFixed ? withinRegion : withoutRegion, isFixed),
)

export const reentryByApc: Scenario = scenario(
  {
    id: 'B15',
    name: 're-entry by a kernel APC',
    cause: 'the APC runs on the thread that owns, so its acquire is granted again in the middle of an update',
    fix: 'a critical region around the update',
    verdict: { violates: 'a reader sees both halves of an update' },
  },
  (tools, isFixed) => {
    const { shared, regions, thread, always } = tools
    const { R, left, right } = shared({ R: eresource(), left: cell([0, 1]), right: cell([0, 1]) })
    const { readingHalves } = regions('readingHalves')
    const { asThread, apcOn } = kernel(tools, { threads: [T0] })
    thread(T0, function* () {
      const my = asThread(T0)
      if (isFixed) yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceExclusiveLite(R, true)
      yield* my.running(() => left.store(1))
      yield* my.running(() => right.store(1))
      yield* my.ExReleaseResourceLite(R)
      if (isFixed) yield* my.KeLeaveCriticalRegion()
    })
    thread('APC', () =>
      apcOn(T0, function* (my) {
        yield* my.ExAcquireResourceExclusiveLite(R, true)
        yield* readingHalves(() => my.ExReleaseResourceLite(R))
      }),
    )
    always(
      'a reader sees both halves of an update',
      [readingHalves, left, right],
      (inside, l, r) => inside.length === 0 || l === r,
    )
  },
)

export const regionLeftEarly: Scenario = scenario(
  {
    id: 'B16',
    name: 'region left early',
    cause: 'between leaving the region and the release the owner can be suspended',
    fix: 'leave the region after the release',
    verdict: { deadlock: true },
    also: [expecting('B16 under Verifier', { fails: '0xC4/0x38', steps: 4 }, (tools) => verified(tools, leavingEarly))],
  },
  (tools, isFixed) => suspended(tools, isFixed ? withinRegion : leavingEarly, isFixed),
)

function* enterWithoutLeave(my: Routines, R: Eresource): Steps {
  yield* my.KeEnterCriticalRegion()
  yield* my.ExAcquireResourceSharedLite(R, true)
  yield* my.ExReleaseResourceLite(R)
}

export const unbalancedRegion: Scenario = scenario(
  {
    id: 'B17',
    name: 'unbalanced leave or enter',
    cause: 'the counts of a thread are its own, and nobody balances them when it leaves the driver',
    fix: 'one leave for each enter',
    verdict: { fails: '0xC4/0x3E', steps: 1 },
    also: [
      expecting('B17 return to user mode', { fails: '0x1 APC_INDEX_MISMATCH', steps: 4 }, (tools) =>
        verified(tools, function* (my, R) {
          yield* enterWithoutLeave(my, R)
          yield* my.returnToUserMode(R)
        }),
      ),
      expecting('B17 return from dispatch', { fails: '0xC4/0xC5', steps: 4 }, (tools) =>
        verified(tools, function* (my, R) {
          yield* enterWithoutLeave(my, R)
          yield* my.returnFromDispatch(R)
        }),
      ),
      expecting('B17 thread exit', { fails: '0x20', steps: 4 }, (tools) =>
        verified(tools, function* (my, R) {
          yield* enterWithoutLeave(my, R)
          yield* my.exitThread(R)
        }),
      ),
    ],
  },
  (tools, isFixed) =>
    verified(tools, function* (my, R) {
      if (isFixed) yield* withinRegion(my, R)
      else yield* my.KeLeaveCriticalRegion()
      yield* my.returnToUserMode(R)
    }),
)

export const acquireInDpc: Scenario = scenario(
  {
    id: 'B33',
    name: 'acquire in a DPC',
    cause: 'a DPC runs at DISPATCH_LEVEL, where no acquire is allowed, whether it waits or not',
    fix: 'a work item at PASSIVE_LEVEL',
    verdict: { fails: '0xC4/0x20007', steps: 1 },
  },
  (tools, isFixed) => {
    const { R } = tools.shared({ R: eresource() })
    const irql = isFixed ? 'PASSIVE_LEVEL' : 'DISPATCH_LEVEL'
    const { asThread } = kernel(tools, {
      threads: [T0],
      rules: verifierRules,
      starts: () => ({ irql, isSystemThread: true }),
    })
    tools.thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
      if (yield* ExAcquireResourceSharedLite(R, false)) yield* ExReleaseResourceLite(R)
    })
  },
)
