import {
  atomically,
  cell,
  cells,
  counter,
  type Family,
  forever,
  proc,
  repeatUntil,
  type Steps,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'

/** Readers and writers over a mutex and a broadcast condition; writers first. The catalogue's takes one step a call. */
export const rwlock: Family<{ R: number; W: number }> = system('rwlock', { R: 3, W: 3 }, (tools, { R, W }) => {
  const { shared, regions, threads, always } = tools
  const readers = threadIds(R, 'R')
  const writers = threadIds(W, 'W')
  const { mutex, active, queued, owned, asleep } = shared({
    mutex: cell(['free', 'held']),
    active: counter({ upTo: R }), // readers inside
    queued: counter({ upTo: W }), // writers that wait
    owned: cell([false, true]), // a writer is inside
    asleep: cells([...readers, ...writers], [false, true]),
  })
  const { reading, writing } = regions('reading', 'writing')

  const enter = (): Steps => mutex.when('free').store('held')
  const leave = (): Steps => mutex.store('free')

  /** Waiting on the condition gives the mutex back in the same step. */
  const sleep = proc(function* sleep(me: ThreadId) {
    yield* asleep.at(me).store(true)
    yield* leave()
  })
  const wakeAll = proc(function* wakeAll() {
    for (const sleeper of asleep.each()) yield* sleeper.store(false)
  })

  /** One step under the mutex: goes in, or to sleep. Answers whether it is in. */
  const tryRead = (me: ThreadId): Steps<boolean> =>
    atomically(function* () {
      const free = !(yield* owned.load()) && (yield* queued.load()) === 0
      if (free) yield* active.add(1)
      else yield* sleep(me)
      return free
    })
  const tryWrite = (me: ThreadId): Steps<boolean> =>
    atomically(function* () {
      const free = !(yield* owned.load()) && (yield* active.load()) === 0
      if (free) {
        yield* queued.add(-1)
        yield* owned.store(true)
      } else yield* sleep(me)
      return free
    })

  const lockShared = proc(function* lockShared(me: ThreadId) {
    yield* repeatUntil(function* () {
      yield* enter()
      if (yield* tryRead(me)) return true
      yield* asleep.at(me).waitFor(false)
      return false
    })
    yield* leave()
  })

  const unlockShared = proc(function* unlockShared() {
    yield* reading(enter) // reads until it has the mutex again
    yield* atomically(function* () {
      if ((yield* active.fetchAdd(-1)) === 1) yield* wakeAll()
    })
    yield* leave()
  })

  const lockExclusive = proc(function* lockExclusive(me: ThreadId) {
    yield* enter()
    yield* queued.add(1)
    yield* repeatUntil(function* () {
      if (yield* tryWrite(me)) return true
      yield* asleep.at(me).waitFor(false)
      yield* enter()
      return false
    })
    yield* leave()
  })

  const unlockExclusive = proc(function* unlockExclusive() {
    yield* writing(enter)
    yield* atomically(function* () {
      yield* owned.store(false)
      yield* wakeAll()
    })
    yield* leave()
  })

  threads(readers, function* (me) {
    yield* forever(function* () {
      yield* lockShared(me)
      yield* unlockShared()
    })
  })
  threads(writers, function* (me) {
    yield* forever(function* () {
      yield* lockExclusive(me)
      yield* unlockExclusive()
    })
  })

  always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || (w.length === 1 && r.length === 0))
})
