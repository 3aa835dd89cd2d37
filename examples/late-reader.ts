import { type System, system, threadIds } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'

/** A reader owns R, a writer queues for it, and a late reader, which owns Q, queues behind that; then the first one asks for Q. */
const lateReader = (name: string, hasWriter: boolean): System =>
  system(name, ({ shared, thread, expectVerdict }) => {
    const { R, Q } = shared({ R: eresource(), Q: eresource() })
    const [reader, late, writer] = threadIds(['reader', 'late', 'writer'])
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
    if (hasWriter)
      thread(writer, function* () {
        const my = asThread(writer)
        yield* my.ExAcquireResourceExclusiveLite(R, true)
        yield* my.ExReleaseResourceLite(R)
      })
    expectVerdict(hasWriter ? { deadlock: true } : 'verified')
  })

export const behindAWriter: System = lateReader('behind a writer', true)
export const withoutWriter: System = lateReader('without the writer', false)
