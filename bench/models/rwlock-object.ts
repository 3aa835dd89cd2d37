import {
  type Draft,
  type Family,
  forever,
  object,
  proc,
  repeatUntil,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
} from 'lockproof'

type Lock = {
  readonly isMutexHeld: boolean
  /** Readers inside. */
  readonly active: number
  /** Writers that wait. */
  readonly queued: number
  /** A writer is inside. */
  readonly isOwned: boolean
  /** Who waits on the condition: a set. */
  readonly asleep: readonly ThreadId[]
}

const unused: Lock = { isMutexHeld: false, active: 0, queued: 0, isOwned: false, asleep: [] }

/** Waiting on the condition gives the mutex back in the same step. */
function sleep(lock: Draft<Lock>, me: ThreadId): void {
  lock.asleep = withMember(lock.asleep, me)
  lock.isMutexHeld = false
}

/** A twin of rwlock.ts with all that is shared in one object, so that a step is a recipe: the same step by step. */
export const rwlockObject: Family<{ R: number; W: number }> = system(
  'rwlock, one object',
  { R: 3, W: 3 },
  ({ shared, regions, threads, always }, { R, W }) => {
    const { lock } = shared({
      lock: object(unused)({
        enter(d) {
          waitUntil(!d.isMutexHeld)
          d.isMutexHeld = true
        },
        leave(d) {
          d.isMutexHeld = false
        },
        announceWriter(d) {
          d.queued += 1
        },
        /** Goes in, or to sleep; answers whether it is in. */
        tryRead(d, me: ThreadId) {
          const free = !d.isOwned && d.queued === 0
          if (free) d.active += 1
          else sleep(d, me)
          return free
        },
        tryWrite(d, me: ThreadId) {
          const free = !d.isOwned && d.active === 0
          if (free) {
            d.queued -= 1
            d.isOwned = true
          } else sleep(d, me)
          return free
        },
        endRead(d) {
          d.active -= 1
          if (d.active === 0) d.asleep = []
        },
        endWrite(d) {
          d.isOwned = false
          d.asleep = []
        },
        untilAwake(d, me: ThreadId) {
          waitUntil(!d.asleep.includes(me))
        },
      }),
    })
    const { reading, writing } = regions('reading', 'writing')

    const lockShared = proc(function* lockShared(me: ThreadId) {
      yield* repeatUntil(function* () {
        yield* lock.enter()
        if (yield* lock.tryRead(me)) return true
        yield* lock.untilAwake(me)
        return false
      })
      yield* lock.leave()
    })

    const unlockShared = proc(function* unlockShared() {
      yield* reading(lock.enter)
      yield* lock.endRead()
      yield* lock.leave()
    })

    const lockExclusive = proc(function* lockExclusive(me: ThreadId) {
      yield* lock.enter()
      yield* lock.announceWriter()
      yield* repeatUntil(function* () {
        if (yield* lock.tryWrite(me)) return true
        yield* lock.untilAwake(me)
        yield* lock.enter()
        return false
      })
      yield* lock.leave()
    })

    const unlockExclusive = proc(function* unlockExclusive() {
      yield* writing(lock.enter)
      yield* lock.endWrite()
      yield* lock.leave()
    })

    threads(threadIds(R, 'R'), function* (me) {
      yield* forever(function* () {
        yield* lockShared(me)
        yield* unlockShared()
      })
    })
    threads(threadIds(W, 'W'), function* (me) {
      yield* forever(function* () {
        yield* lockExclusive(me)
        yield* unlockExclusive()
      })
    })

    always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || (w.length === 1 && r.length === 0))
  },
)
