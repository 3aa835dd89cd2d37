import { type Cell, type Cells, cell, cells, proc, type Steps, type ThreadId } from '../../language/index.ts'
import { type ExclusiveLock, exclusive } from '../exclusive.ts'
import { type Instead, nothing } from '../instead.ts'
import { lock } from '../lock.ts'

export type McsQueue = {
  readonly tail: Cell<ThreadId | null>
  readonly next: Cells<ThreadId, ThreadId | null>
  readonly locked: Cells<ThreadId, boolean>
}

export type McsSteps = {
  /** Forgets who came next the last time. */
  clear(me: ThreadId): Steps
  link(ahead: ThreadId, me: ThreadId): Steps
  /** Empties the queue if nobody is behind; answers whether it has. */
  empty(me: ThreadId): Steps<boolean>
  wake(heir: ThreadId): Steps
}

/** The MCS queue lock: every waiter spins on a flag of its own (Mellor-Crummey, Scott 1991). */
export const mcsLock = (instead: Instead<McsQueue, McsSteps> = nothing): ExclusiveLock =>
  lock({
    name: 'mcs',
    ...exclusive,
    describe({ shared }, clients) {
      const queue = shared({
        tail: cell([null, ...clients]),
        next: cells(clients, [null, ...clients]),
        locked: cells(clients, [false, true]),
      })
      const { tail, next, locked } = queue
      const { clear, link, empty, wake } = { ...stepsOf(queue), ...instead(queue) }

      /** Joins the queue; answers whether somebody is ahead. */
      const enqueue = proc(function* enqueue(me: ThreadId) {
        yield* clear(me)
        const ahead = yield* tail.exchange(me)
        if (ahead === null) return false
        yield* link(ahead, me)
        return true
      })

      /** Leaves the queue; answers who is next, if anybody. */
      const dequeue = proc(function* dequeue(me: ThreadId) {
        const behind = yield* next.at(me).load()
        if (behind !== null) return behind
        if (yield* empty(me)) return null
        return yield* next
          .at(me)
          .when((id) => id !== null)
          .load() // somebody is in the middle of enqueue
      })

      return {
        lock: proc(function* lock(me: ThreadId) {
          if (yield* enqueue(me)) yield* locked.at(me).waitFor(false)
        }),
        unlock: proc(function* unlock(me: ThreadId) {
          const heir = yield* dequeue(me)
          if (heir !== null) yield* wake(heir)
        }),
      }
    },
  })

const stepsOf = ({ tail, next, locked }: McsQueue): McsSteps => ({
  clear: (me) => next.at(me).store(null),
  *link(ahead, me) {
    yield* locked.at(me).store(true)
    yield* next.at(ahead).store(me)
  },
  empty: (me) => tail.compareAndSwap(me, null),
  wake: (heir) => locked.at(heir).store(false),
})
