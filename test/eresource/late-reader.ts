import { type System, system, threadIds } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'

/** A reader holds R, a writer queues for it, and a late reader queues behind that, with Q, for which the first one asks. */
export const lateReader: System = system('a late reader behind a writer', ({ shared, thread }) => {
  const { R, Q } = shared({ R: eresource(), Q: eresource() })
  const [reader, late, writer] = threadIds(3)
  thread(reader, function* () {
    const my = asThread(reader)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExAcquireResourceExclusiveLite(Q, true)
    yield* my.ExReleaseResourceLite(Q)
    yield* my.ExReleaseResourceLite(R)
  })
  thread(late, function* () {
    const my = asThread(late)
    yield* my.ExAcquireResourceExclusiveLite(Q, true)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExReleaseResourceLite(R)
    yield* my.ExReleaseResourceLite(Q)
  })
  thread(writer, function* () {
    const my = asThread(writer)
    yield* my.ExAcquireResourceExclusiveLite(R, true)
    yield* my.ExReleaseResourceLite(R)
  })
})
