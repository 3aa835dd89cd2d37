import {
  again,
  ensure,
  fold,
  loop,
  object,
  proc,
  range,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

const mutex = () =>
  object<{ owner: ThreadId | null }>({ owner: null })(
    {
      lock(d, me: ThreadId) {
        waitUntil(d.owner === null)
        d.owner = me
      },
      unlock(d, me: ThreadId) {
        ensure(d.owner === me, 'unlock by a non-owner')
        d.owner = null
      },
    },
    { owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

const condition = () =>
  object<{ waiters: readonly ThreadId[] }>({ waiters: [] })({
    enqueue(d, me: ThreadId) {
      d.waiters = [...d.waiters, me]
    },
    woken(d, me: ThreadId) {
      waitUntil(!d.waiters.includes(me))
    },
    signal(d) {
      d.waiters = d.waiters.slice(1)
    },
  })

const places = () =>
  object<{ items: number }>({ items: 0 })(
    {
      push(d) {
        d.items += 1
      },
      pop(d) {
        d.items -= 1
      },
    },
    { reads: { isFull: ({ items }) => items === 1, isEmpty: ({ items }) => items === 0 } },
  )

/** A queue of one place and one condition for all: a signal meant for a consumer may wake a producer. */
export const oneCondition: System = system('queue with one condition', ({ shared, threads, expectVerdict }) => {
  const { m, changed, ring } = shared({ m: mutex(), changed: condition(), ring: places() })
  const wait = proc(function* wait(me: ThreadId) {
    yield* changed.enqueue(me)
    yield* m.unlock(me)
    yield* changed.woken(me)
    yield* m.lock(me)
  })
  const put = proc(function* put(me: ThreadId) {
    yield* m.lock(me)
    yield* loop(undefined, function* () {
      if (!(yield* ring.isFull())) return
      yield* wait(me)
      return again(undefined)
    })
    yield* ring.push()
    yield* changed.signal()
    yield* m.unlock(me)
  })
  const take = proc(function* take(me: ThreadId) {
    yield* m.lock(me)
    yield* loop(undefined, function* () {
      if (!(yield* ring.isEmpty())) return
      yield* wait(me)
      return again(undefined)
    })
    yield* ring.pop()
    yield* changed.signal()
    yield* m.unlock(me)
  })
  threads(threadIds(2, 'P'), function* (me) {
    yield* fold(range(2), undefined, function* () {
      yield* put(me)
    })
  })
  threads(threadIds(2, 'C'), function* (me) {
    yield* fold(range(2), undefined, function* () {
      yield* take(me)
    })
  })
  expectVerdict('deadlock')
})
