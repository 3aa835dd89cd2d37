import {
  cell,
  forever,
  proc,
  repeatUntil,
  rest,
  type Steps,
  type System,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'
import { sleepQueue } from 'lockproof/parts'

/** One sleeps until the word has changed. The classic mistake: it looks at the word before it has the lock of the queue. */
const looks = (underLock: boolean): System =>
  system(`sleepQueue, looks ${underLock ? 'under the lock' : 'before'}`, ({ shared, thread, expectVerdict }) => {
    const [waiter, waker] = threadIds(['waiter', 'waker'])
    const { word, q } = shared({ word: cell(['old', 'new']), q: sleepQueue() })
    thread(waiter, function* () {
      if (underLock) yield* q.lock(waiter)
      const isOld = yield* word.test((it) => it === 'old')
      if (!underLock) yield* q.lock(waiter)
      if (isOld) yield* q.sleep(waiter)
      else yield* q.unlock(waiter)
    })
    thread(waker, function* () {
      yield* word.store('new')
      yield* q.lock(waker)
      yield* q.wakeAll(waker)
    })
    if (!underLock) expectVerdict({ deadlock: true, steps: 6 })
  })

export const right: System = looks(true)
export const tooEarly: System = looks(false)

/**
 * A mutex of a word and a queue, for clients who rest, or never do. Before it sleeps it looks at the word again. The mistake of a published mutex: it only
 * reads it there, so that nobody knows any more that somebody waits.
 */
const mutex = (announces: boolean, rests: boolean): System =>
  system(
    `sleepQueue, a mutex that ${announces ? 'announces itself' : 'reads the word'}${rests ? '' : ', once'}`,
    (tools) => {
      const { word, q } = tools.shared({
        word: cell(['free', 'held', 'contended']),
        q: sleepQueue({ wakes: 'in order' }),
      })
      const { critical } = tools.regions('critical')
      const lock = proc(function* lock(me: ThreadId) {
        if (yield* word.compareAndSwap('free', 'held')) return
        yield* repeatUntil(function* () {
          if ((yield* word.exchange('contended')) === 'free') return true
          yield* q.lock(me)
          const now = announces ? yield* word.exchange('contended') : yield* word.load()
          if (now === 'free') {
            yield* q.unlock(me)
            return announces
          }
          yield* q.sleep(me)
          return false
        })
      })
      const unlock = proc(function* unlock(me: ThreadId) {
        if ((yield* word.exchange('free')) !== 'contended') return
        yield* q.lock(me)
        yield* q.wakeOne(me)
      })
      const round = proc(function* round(me: ThreadId): Steps {
        if (rests) yield* rest()
        yield* lock(me)
        yield* critical()
        yield* unlock(me)
      })
      tools.threads(threadIds(3), (me): Steps => (rests ? forever(() => round(me)) : round(me)))
      tools.always('exclusion', [critical], (inside) => inside.length <= 1)
      if (!announces) tools.expectVerdict({ deadlock: true, steps: rests ? 16 : 13 })
    },
  )

export const announced: System = mutex(true, true)
export const onlyRead: System = mutex(false, true)
export const announcedOnce: System = mutex(true, false)
export const onlyReadOnce: System = mutex(false, false)
