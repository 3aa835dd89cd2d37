import { cell, cells, type Family, forever, proc, skip, system, type ThreadId, threadIds } from 'lockproof'

/** The MCS queue lock: every waiter spins on a flag of its own (Mellor-Crummey, Scott 1991). */
export const mcs: Family<{ N: number }> = system('mcs', { N: 3 }, (tools, { N }) => {
  const { shared, regions, threads, always } = tools
  const ids = threadIds(N)
  const { tail, next, locked } = shared({
    tail: cell([null, ...ids]),
    next: cells(ids, [null, ...ids]),
    locked: cells(ids, [false, true]),
  })
  const { critical } = regions('critical')

  /** Joins the queue; answers whether somebody is ahead. */
  const enqueue = proc(function* enqueue(me: ThreadId) {
    yield* next.at(me).store(null)
    const ahead = yield* tail.exchange(me)
    if (ahead === null) return false
    yield* locked.at(me).store(true)
    yield* next.at(ahead).store(me)
    return true
  })

  /** Leaves the queue; answers who is next, if anybody. */
  const dequeue = proc(function* dequeue(me: ThreadId) {
    const behind = yield* next.at(me).load()
    if (behind !== null) return behind
    if (yield* tail.compareAndSwap(me, null)) return null
    return yield* next
      .at(me)
      .when((id) => id !== null)
      .load() // somebody is in the middle of enqueue
  })

  const lock = proc(function* lock(me: ThreadId) {
    if (yield* enqueue(me)) yield* locked.at(me).waitFor(false)
  })

  const unlock = proc(function* unlock(me: ThreadId) {
    const heir = yield* dequeue(me)
    if (heir !== null) yield* locked.at(heir).store(false)
  })

  threads(ids, function* (me) {
    yield* forever(function* () {
      yield* lock(me)
      yield* critical(function* () {
        yield* skip('critical section')
        yield* unlock(me)
      })
    })
  })

  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
