/**
 * Lock of anyio on asyncio: anyio PR #1145.
 *
 * Found: whoever releases hands the lock to the first waiter that is not cancelled, but leaves the cancelled ones before it in the queue, until they run.
 * The lock is free then while somebody stands in the queue, so that the next to come queues as well, and nobody is there to wake it. The fix drops them.
 */
import {
  either,
  ensure,
  type Family,
  may,
  object,
  proc,
  repeat,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

type Waiter = { readonly task: ThreadId; readonly isCancelled: boolean }
type Lock = { readonly owner: ThreadId | null; readonly waiters: readonly Waiter[] }

const anyioLock = (drops: boolean) =>
  object<Lock>({ owner: null, waiters: [] })(
    {
      asks(d, me: ThreadId) {
        if (d.owner === null && d.waiters.length === 0) d.owner = me
        else d.waiters.push({ task: me, isCancelled: false })
        return d.owner === me
      },
      resumes(d, me: ThreadId) {
        waitUntil(d.owner === me)
        return 'locked' as const
      },
      /** Its future is cancelled now; the task itself runs later. */
      cancels(d, me: ThreadId) {
        const mine = d.waiters.find(({ task }) => task === me)
        waitUntil(mine !== undefined)
        mine.isCancelled = true
        return 'cancelled' as const
      },
      leaves(d, me: ThreadId) {
        d.waiters = d.waiters.filter(({ task }) => task !== me)
      },
      release(d, me: ThreadId) {
        ensure(d.owner === me, 'released by a task that does not own it')
        const heir = d.waiters.find(({ isCancelled }) => !isCancelled)
        d.owner = heir?.task ?? null
        d.waiters = d.waiters.filter((it) => it !== heir && !(drops && it.isCancelled))
      },
    },
    { waits: ['resumes', 'cancels'], owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

/** Tasks that want the lock so often, each of which may be cancelled where it waits. */
type Size = { readonly tasks: number; readonly rounds: number }

const cancelled = (name: string, drops: boolean): Family<Size> =>
  system(`anyio.Lock, ${name}`, { tasks: 3, rounds: 1 }, (tools, { tasks, rounds }) => {
    const { shared, regions, threads, always, expectVerdict } = tools
    const { lock } = shared({ lock: anyioLock(drops) })
    const { critical } = regions('critical')
    const acquire = proc(function* acquire(me: ThreadId) {
      if (yield* lock.asks(me)) return true
      const how = yield* either(lock.resumes(me), may(lock.cancels(me)))
      if (how === 'cancelled') yield* lock.leaves(me)
      return how === 'locked'
    })
    threads(threadIds(tasks, 'task'), (me) =>
      repeat(rounds, function* () {
        if (!(yield* acquire(me))) return
        yield* critical()
        yield* lock.release(me)
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    expectVerdict(drops ? 'verified' : 'deadlock')
  })

export const before: Family<Size> = cancelled('cancelled waiters stay', false)
export const after: Family<Size> = cancelled('cancelled waiters are dropped', true)
