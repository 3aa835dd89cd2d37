import { either, ensure, may, object, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'

type Lock = { readonly owner: ThreadId | null; readonly queue: readonly ThreadId[] }

/** A lock that is handed over in the order of a queue. Who gives up must leave the queue, or it will be handed a lock that it does not want. */
const queueLock = (leavesQueue: boolean) =>
  object<Lock>({ owner: null, queue: [] })(
    {
      /** Answers whether it got the lock at once; else it stands in the queue. */
      ask(d, me: ThreadId) {
        if (d.owner === null) d.owner = me
        else d.queue.push(me)
        return d.owner === me
      },
      waitForTurn(d, me: ThreadId) {
        waitUntil(d.owner === me)
        return true
      },
      /** Time is up. Answers whether the lock came at the last moment: then it must be released. */
      giveUp(d, me: ThreadId) {
        if (leavesQueue) d.queue = d.queue.filter((id) => id !== me)
        return d.owner === me
      },
      release(d, me: ThreadId) {
        ensure(d.owner === me, 'release by a non-owner')
        d.owner = d.queue.shift() ?? null
      },
    },
    { owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

/** A time-out may come at any moment of the wait: an alternative that nobody is owed says just that, and needs no clock. The last thread has all the time. */
const timed = (name: string, leavesQueue: boolean): System =>
  system(name, ({ shared, regions, threads, thread, always, reachable, expectVerdict }) => {
    const { lock } = shared({ lock: queueLock(leavesQueue) })
    const { critical, gaveUp } = regions('critical', 'gaveUp')
    const [patient] = threadIds(1, 'patient')
    threads(threadIds(2, 'hasty'), function* (me) {
      const owns = (yield* lock.ask(me)) || (yield* either(lock.waitForTurn(me), may(lock.giveUp(me))))
      if (!owns) return yield* gaveUp()
      yield* critical()
      yield* lock.release(me)
    })
    thread(patient, function* () {
      if (!(yield* lock.ask(patient))) yield* lock.waitForTurn(patient)
      yield* critical()
      yield* lock.release(patient)
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    reachable('somebody gives up', [gaveUp], (ids) => ids.length > 0)
    expectVerdict(leavesQueue ? 'verified' : 'deadlock')
  })

export const leaves: System = timed('leaves the queue', true)
export const stays: System = timed('stays in the queue', false)
