import {
  cell,
  either,
  forever,
  may,
  object,
  proc,
  repeatUntil,
  rest,
  type Steps,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

type Queue = { readonly held: ThreadId | null; readonly asleep: readonly ThreadId[] }

/** Where threads sleep, under a lock of its own: going to sleep gives it back in the same step. */
const sleepQueue = () =>
  object<Queue>({ held: null, asleep: [] })({
    lock(d, me: ThreadId) {
      waitUntil(d.held === null)
      d.held = me
    },
    unlock(d) {
      d.held = null
    },
    sleeps(d, me: ThreadId) {
      d.asleep.push(me)
      d.held = null
    },
    returns(d, me: ThreadId) {
      waitUntil(!d.asleep.includes(me))
    },
    wakesOne(d) {
      d.held = null
      d.asleep.shift()
    },
    wakesAll(d) {
      d.held = null
      d.asleep = []
    },
  })

/** A futex that looks at the word, and then sleeps: under the lock of its queue, or without. */
export const futexWait = (isLocked: boolean): System =>
  system(`a word that is looked at ${isLocked ? 'under the lock' : 'without the lock'}`, ({ shared, thread }) => {
    const [waiter, waker] = threadIds(2)
    const { word, queue } = shared({ word: cell([0, 1]), queue: sleepQueue() })
    thread(waiter, function* () {
      if (isLocked) yield* queue.lock(waiter)
      if ((yield* word.load()) === 0) {
        yield* queue.sleeps(waiter)
        yield* queue.returns(waiter)
      } else if (isLocked) yield* queue.unlock()
    })
    thread(waker, function* () {
      yield* word.store(1)
      if (isLocked) yield* queue.lock(waker)
      yield* queue.wakesAll()
    })
  })

export type Rounds = 'once' | 'for ever' | 'for ever, resting'

/** A mutex of a word and a queue. Before it sleeps it looks at the word again: it reads it, or says once more that somebody waits. */
export const wordMutex = (announces: boolean, rounds: Rounds): System =>
  system(`a mutex that ${announces ? 'announces itself' : 'reads the word'}, ${rounds}`, (tools) => {
    const { word, q } = tools.shared({ word: cell([0, 1, 2]), q: sleepQueue() })
    const { critical } = tools.regions('critical')
    const lock = proc(function* lock(me: ThreadId) {
      if (yield* word.compareAndSwap(0, 1)) return
      yield* repeatUntil(function* () {
        if ((yield* word.exchange(2)) === 0) return true
        yield* q.lock(me)
        const now = announces ? yield* word.exchange(2) : yield* word.load()
        if (now === 0) {
          yield* q.unlock()
          return announces
        }
        yield* q.sleeps(me)
        yield* q.returns(me)
        return false
      })
    })
    const unlock = proc(function* unlock(me: ThreadId) {
      if ((yield* word.exchange(0)) !== 2) return
      yield* q.lock(me)
      yield* q.wakesOne()
    })
    const round = proc(function* round(me: ThreadId): Steps {
      if (rounds === 'for ever, resting') yield* rest()
      yield* lock(me)
      yield* critical()
      yield* unlock(me)
    })
    tools.threads(threadIds(3), (me): Steps => (rounds === 'once' ? round(me) : forever(() => round(me))))
    tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })

type Parked = { readonly thread: ThreadId; readonly since: number }
type Word = {
  readonly value: number
  readonly parked: readonly Parked[]
  readonly permits: number
  readonly generation: number
}

/** A wake-up is a permit for whoever is parked; with generations, for whoever was parked when it was given. */
const parkingWord = (hasGenerations: boolean) =>
  object<Word>({ value: 0, parked: [], permits: 0, generation: 0 })({
    load: (d) => d.value,
    store(d, value: number) {
      d.value = value
    },
    parks(d, me: ThreadId, expected: number) {
      if (d.value !== expected) return false
      d.parked.push({ thread: me, since: d.generation })
      return true
    },
    unparks(d, me: ThreadId) {
      const mine = d.parked.find(({ thread }) => thread === me)
      waitUntil(d.permits > 0 && mine !== undefined && (!hasGenerations || mine.since < d.generation))
      d.permits--
      d.parked = d.parked.filter(({ thread }) => thread !== me)
    },
    timesOut(d, me: ThreadId) {
      d.parked = d.parked.filter(({ thread }) => thread !== me)
      d.permits = Math.min(d.permits, d.parked.length)
    },
    notifiesAll(d) {
      d.permits = d.parked.length
      if (hasGenerations && d.parked.length > 0) d.generation++
    },
  })

/** Who parks late may take the permit of who parked early; its time-out is certain to come, or may come. */
export const parking = (hasGenerations: boolean, isTimeOutCertain = true): System =>
  system(`parking ${hasGenerations ? 'by generations' : 'by permits'}`, ({ shared, thread }) => {
    const [early, setter, late] = threadIds(3)
    const { w } = shared({ w: parkingWord(hasGenerations) })
    thread(early, function* () {
      if (yield* w.parks(early, 0)) yield* w.unparks(early)
    })
    thread(setter, function* () {
      yield* w.store(1)
      yield* w.notifiesAll()
    })
    thread(late, function* () {
      if ((yield* w.load()) !== 1 || !(yield* w.parks(late, 1))) return
      yield* either(w.unparks(late), isTimeOutCertain ? w.timesOut(late) : may(w.timesOut(late)))
    })
  })
