import { cell, cells, proc, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from './exclusive.ts'

export type McsBug = 'tail cleared blindly' | 'locked after linking' | 'next not cleared' | 'heir not woken'

/** The MCS queue lock (Mellor-Crummey, Scott 1991). */
export const mcsLock = (bug?: McsBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'mcs',
    ...exclusive,
    describe({ shared }, clients) {
      const { tail, next, locked } = shared({
        tail: cell([null, ...clients]),
        next: cells(clients, [null, ...clients]),
        locked: cells(clients, [false, true]),
      })
      const link = proc(function* link(ahead: ThreadId, me: ThreadId) {
        if (bug !== 'locked after linking') yield* locked.at(me).store(true)
        yield* next.at(ahead).store(me)
        if (bug === 'locked after linking') yield* locked.at(me).store(true)
      })
      /** Leaves the queue; answers who is next, if anybody. */
      const dequeue = proc(function* dequeue(me: ThreadId) {
        const behind = yield* next.at(me).load()
        if (behind !== null) return behind
        if (bug === 'tail cleared blindly') {
          yield* tail.store(null)
          return null
        }
        if (yield* tail.compareAndSwap(me, null)) return null
        return yield* next
          .at(me)
          .when((id) => id !== null)
          .load()
      })
      return {
        lock: proc(function* lock(me: ThreadId) {
          if (bug !== 'next not cleared') yield* next.at(me).store(null)
          const ahead = yield* tail.exchange(me)
          if (ahead === null) return
          yield* link(ahead, me)
          yield* locked.at(me).waitFor(false)
        }),
        unlock: proc(function* unlock(me: ThreadId) {
          const heir = yield* dequeue(me)
          if (heir !== null && bug !== 'heir not woken') yield* locked.at(heir).store(false)
        }),
      }
    },
  })
