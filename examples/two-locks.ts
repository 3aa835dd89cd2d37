import { ensure, forever, object, rest, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'

type Mutex = { readonly owner: ThreadId | null }

const mutex = () =>
  object<Mutex>({ owner: null })(
    {
      acquire(d, me: ThreadId) {
        waitUntil(d.owner === null)
        d.owner = me
      },
      release(d, me: ThreadId) {
        ensure(d.owner === me, 'release by a non-owner')
        d.owner = null
      },
    },
    { owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

/** Two threads that need both mutexes, and take them in the same order or not. */
const twoLocks = (name: string, isInverted: boolean): System =>
  system(name, ({ shared, threads, expectVerdict }) => {
    const { left, right } = shared({ left: mutex(), right: mutex() })
    const ids = threadIds(2)
    threads(ids, function* (me) {
      const [outer, inner] = isInverted && me === ids[1] ? [right, left] : [left, right]
      yield* forever(function* () {
        yield* rest()
        yield* outer.acquire(me)
        yield* inner.acquire(me)
        yield* inner.release(me)
        yield* outer.release(me)
      })
    })
    expectVerdict(isInverted ? 'deadlock' : 'verified')
  })

export const ordered: System = twoLocks('two locks in order', false)
export const inverted: System = twoLocks('two locks, inverted', true)
