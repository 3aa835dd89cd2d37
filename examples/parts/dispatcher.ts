import { counter, forever, may, proc, repeatUntil, rest, type System, system, threadIds } from 'lockproof'
import { dispatcher, KEVENT, KMUTEX, KSEMAPHORE, KTIMER } from 'lockproof/parts'

/** Two devices, each with a mutex: whoever needs both waits for all, or, broken, for one after the other. */
const both = (name: string, atOnce: boolean): System =>
  system(name, ({ shared, regions, thread, always, expectVerdict }) => {
    const { ke } = shared({ ke: dispatcher({ disk: KMUTEX(), net: KMUTEX() }) })
    const { critical } = regions('critical')
    const [A, B] = threadIds(['A', 'B'])
    const client = (me: typeof A, first: 'disk' | 'net', second: 'disk' | 'net') =>
      forever(function* () {
        yield* rest()
        if (atOnce) yield* ke.KeWaitForMultipleObjects(me, [first, second], 'WaitAll')
        else {
          yield* ke.KeWaitForSingleObject(me, first)
          yield* ke.KeWaitForSingleObject(me, second)
        }
        yield* critical()
        yield* ke.KeReleaseMutex(me, first)
        yield* ke.KeReleaseMutex(me, second)
      })
    thread(A, () => client(A, 'disk', 'net'))
    thread(B, () => client(B, 'net', 'disk'))
    always('one at a time', [critical], (inside) => inside.length <= 1)
    expectVerdict(atOnce ? 'verified' : { deadlock: true, steps: 6 })
  })

export const allAtOnce: System = both('wait for all', true)
export const oneByOne: System = both('wait for one by one', false)

/** A worker clears the event, and takes all that there is. Broken: it clears it when it has taken what it saw. */
const worker = (name: string, clearsFirst: boolean): System =>
  system(name, ({ shared, regions, thread, threads, mayRest, expectVerdict }) => {
    const { ke, jobs } = shared({ ke: dispatcher({ work: KEVENT('notification') }), jobs: counter({ upTo: 2 }) })
    const { waiting } = regions('waiting')
    const [W] = threadIds(['W'])
    threads(threadIds(2, 'P'), function* () {
      yield* jobs.add(1)
      yield* ke.KeSetEvent('work')
    })
    const takeAll = proc(function* takeAll() {
      yield* repeatUntil(function* () {
        if (yield* jobs.test((n) => n === 0)) return true
        yield* jobs.add(-1)
        return false
      })
    })
    thread(W, () =>
      forever(function* () {
        yield* waiting(() => ke.KeWaitForSingleObject(W, 'work'))
        if (clearsFirst) yield* ke.KeClearEvent('work')
        yield* takeAll()
        if (!clearsFirst) yield* ke.KeClearEvent('work')
      }),
    )
    mayRest(waiting, [jobs], (n) => n === 0)
    expectVerdict(clearsFirst ? 'verified' : { deadlock: true, steps: 10 })
  })

export const clearsFirst: System = worker('worker, clears first', true)
export const clearsLast: System = worker('worker, clears last', false)

/** Whoever waits already is let go on by an event that is set and reset at once; whoever comes later is not. */
export const pulsed: System = system('event, set and reset', ({ shared, thread, expectVerdict }) => {
  const { ke } = shared({ ke: dispatcher({ go: KEVENT('notification') }) })
  const [W] = threadIds(['W'])
  thread('S', function* () {
    yield* ke.KeSetEvent('go')
    yield* ke.KeResetEvent('go')
  })
  thread(W, () => ke.KeWaitForSingleObject(W, 'go'))
  expectVerdict({ deadlock: true, steps: 3 })
})

/** A device may never answer. Broken: nobody sets the timer that would tell. */
const request = (name: string, isTimed: boolean): System =>
  system(name, ({ shared, regions, thread, reachable, expectVerdict }) => {
    const { ke } = shared({ ke: dispatcher({ done: KEVENT('synchronization'), late: KTIMER('notification') }) })
    const { inTime, tooLate } = regions('inTime', 'tooLate')
    const [driver] = threadIds(['driver'])
    thread('device', () => may(ke.KeSetEvent('done')))
    thread(driver, function* () {
      if (isTimed) yield* ke.KeSetTimer('late')
      const by = yield* ke.KeWaitForMultipleObjects(driver, ['done', 'late'], 'WaitAny')
      if (by === 'late') return yield* tooLate()
      yield* ke.KeCancelTimer('late')
      yield* inTime()
    })
    reachable('an answer', [inTime], (ids) => ids.length > 0)
    if (isTimed) reachable('none', [tooLate], (ids) => ids.length > 0)
    expectVerdict(isTimed ? 'verified' : { deadlock: true, steps: 1 })
  })

export const timedRequest: System = request('request, timed', true)
export const untimedRequest: System = request('request, not timed', false)

/** The classic mistake of all semaphores: what is given twice is more than there was. */
export const twice: System = system('semaphore, released twice', ({ shared, thread, expectVerdict }) => {
  const { ke } = shared({ ke: dispatcher({ slots: KSEMAPHORE(1, 1) }) })
  const [T] = threadIds(['T'])
  thread(T, function* () {
    yield* ke.KeWaitForSingleObject(T, 'slots')
    yield* ke.KeReleaseSemaphore('slots')
    yield* ke.KeReleaseSemaphore('slots')
  })
  expectVerdict({ fails: 'STATUS_SEMAPHORE_LIMIT_EXCEEDED', steps: 3 })
})
