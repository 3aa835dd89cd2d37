import { again, cell, loop, range, type Steps, type Tools } from 'lockproof'
import { asThread, type Eresource, eresource, type KernelRoutines, kernel, verifierRules } from 'lockproof/eresource'
import { T0, T1 } from './actors.ts'
import { expecting, type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

export const missedRelease: Scenario = scenario(
  {
    id: 'B21',
    name: 'missed release on the error path',
    cause: 'the thread keeps one hold for ever and is granted again whenever it comes back, so only the others notice',
    fix: 'release on every path',
    verdict: { deadlock: true },
    also: [
      expecting('B21 as SDV sees it', { fails: 'SDV ExclusiveResourceAccess', steps: 4 }, (tools) => {
        const { R } = tools.shared({ R: eresource() })
        const k = kernel(tools, { threads: [T0], rules: verifierRules })
        tools.thread(T0, () => errorPath(k.asThread(T0), R))
      }),
    ],
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      for (const path of ['error', 'success']) {
        yield* ExAcquireResourceExclusiveLite(R, true)
        if (path === 'success' || isFixed) yield* ExReleaseResourceLite(R)
      }
    })
    thread(T1, () => writeOnce(R, T1))
  },
)

function* errorPath(my: KernelRoutines, R: Eresource): Steps {
  yield* my.KeEnterCriticalRegion()
  yield* my.ExAcquireResourceExclusiveLite(R, true)
  yield* my.KeLeaveCriticalRegion()
  yield* my.returnFromDispatch(R)
}

/** T0 writes and exits, releasing first or not. */
function exiting(tools: Tools, inRegion: boolean, isFixed = false): void {
  const { R } = tools.shared({ R: eresource() })
  const { asThread: call } = kernel(tools, { threads: [T0] })
  tools.thread(T0, function* () {
    const my = call(T0)
    yield* my.KeEnterCriticalRegion()
    yield* my.ExAcquireResourceExclusiveLite(R, true)
    if (isFixed) yield* my.ExReleaseResourceLite(R)
    if (!inRegion) yield* my.KeLeaveCriticalRegion()
    yield* my.exitThread(...(inRegion ? [] : [R]))
  })
}

export const exitWhileOwning: Scenario = scenario(
  {
    id: 'B37',
    name: 'thread exit while owning',
    cause: 'no routine releases what a thread owns when it ends',
    fix: 'release before the end',
    verdict: { deadlock: true },
    also: [
      expecting('B37 nothing is owned at thread end', { fails: 'orphan: T0', steps: 4 }, (tools) =>
        exiting(tools, false),
      ),
      expecting('B37 inside the region', { fails: '0x20', steps: 3 }, (tools) => exiting(tools, true)),
    ],
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      if (isFixed) yield* ExReleaseResourceLite(R)
    })
    thread(T1, () => writeOnce(R, T1))
  },
)

export const recycledIdentity: Scenario = scenario(
  {
    id: 'B38',
    name: 'recycled thread identity',
    cause: 'a new thread at the address of one that exited while owning is taken for the owner',
    fix: 'release before the end',
    verdict: { violates: 'a new thread owns nothing' },
  },
  ({ shared, thread, always }, isFixed) => {
    const { R, T0Life, newThread } = shared({
      R: eresource(),
      T0Life: cell(['alive', 'ended']),
      newThread: cell(['owns nothing', 'owns']),
    })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      if (isFixed) yield* ExReleaseResourceLite(R)
      yield* T0Life.store('ended')
    })
    thread('T0 recycled', function* () {
      const { ExIsResourceAcquiredExclusiveLite } = asThread(T0) // the same address, so the same identity
      yield* T0Life.waitFor('ended')
      if (yield* ExIsResourceAcquiredExclusiveLite(R)) yield* newThread.store('owns')
    })
    always('a new thread owns nothing', [newThread], (state) => state === 'owns nothing')
  },
)

const cap = 3

export const recursionOverflow: Scenario = scenario(
  {
    id: 'B43',
    name: 'recursion overflow',
    cause: 'a thread that starts asynchronous work under shared holds and never waits for it adds holds without bound',
    fix: 'ask ExIsResourceAcquiredSharedLite and stop at a cap',
    verdict: { fails: 'recursion overflow', steps: cap + 1 },
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource({ recursionLimit: cap }) })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExIsResourceAcquiredSharedLite, ExReleaseResourceLite } = asThread(T0)
      yield* loop(null, function* () {
        if (isFixed && (yield* ExIsResourceAcquiredSharedLite(R)) === cap) return
        yield* ExAcquireResourceSharedLite(R, true)
        return again(null)
      })
      for (const _ of range(cap)) yield* ExReleaseResourceLite(R)
    })
  },
)
