import { type Steps, type System, system, type ThreadId, type Tools, threadIds } from 'lockproof'
import * as atomic from 'lockproof/eresource'
import { alwaysConsistent, asThread, fineEresource } from 'lockproof/eresource/fine'

/** Two readers, each step of the structure at a time. */
export const readers: System = system('readers, step by step', ({ shared, threads, always }) => {
  const ids = threadIds(2)
  const R = fineEresource({ shared }, ids, { keepsMemory: true })
  alwaysConsistent({ always }, R)
  threads(ids, function* (me) {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(me)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* ExReleaseResourceLite(R)
  })
})

/** What the driver calls, on one resource. */
type Calls = (me: ThreadId) => { acquire(): Steps<boolean>; tryAcquire(): Steps<boolean>; release(): Steps<unknown> }

/** A driver that counts on the order of writers: where it finds the resource taken again, the one who took it will be through before it. */
function overtaking({ thread, regions, never }: Tools, calls: Calls): void {
  const [A, B] = threadIds(['A', 'B'])
  const { again, waiting } = regions('again', 'waiting')
  thread(A, function* () {
    const { acquire, tryAcquire, release } = calls(A)
    yield* acquire()
    yield* release()
    if (!(yield* tryAcquire())) {
      yield* acquire()
      yield* again()
    }
    yield* release()
  })
  thread(B, function* () {
    yield* waiting(() => calls(B).acquire())
    yield* calls(B).release()
  })
  never('A overtakes B', [again, waiting], (as, bs) => as.length + bs.length === 2)
}

const onAtomic = (tools: Tools, grants: 'fixed' | 'exchangeable'): void => {
  const { R } = tools.shared({ R: atomic.eresource({ grants }) })
  overtaking(tools, (me) => {
    const { ExAcquireResourceExclusiveLite, ExTryToAcquireResourceExclusiveLite, ExReleaseResourceLite } =
      atomic.asThread(me)
    return {
      acquire: () => ExAcquireResourceExclusiveLite(R, true),
      tryAcquire: () => ExTryToAcquireResourceExclusiveLite(R),
      release: () => ExReleaseResourceLite(R),
    }
  })
}

export const inOrder: System = system('A overtakes B, grants fixed', (tools) => onAtomic(tools, 'fixed'))

export const overtakes: System = system('A overtakes B, grants exchangeable', (tools) => {
  onAtomic(tools, 'exchangeable')
  tools.expectVerdict({ violates: 'A overtakes B', steps: 6 })
})

export const overtakesStepByStep: System = system('A overtakes B, step by step', (tools) => {
  const R = fineEresource(tools, threadIds(2), { hasWaiterObjects: true })
  overtaking(tools, (me) => {
    const { ExAcquireResourceExclusiveLite, ExTryToAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
    return {
      acquire: () => ExAcquireResourceExclusiveLite(R, true),
      tryAcquire: () => ExTryToAcquireResourceExclusiveLite(R),
      release: () => ExReleaseResourceLite(R),
    }
  })
  tools.expectVerdict({ violates: 'A overtakes B', steps: 8 })
})
