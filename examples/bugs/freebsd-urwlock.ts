/**
 * do_rw_rdlock and do_rw_unlock of FreeBSD: the kernel's side of pthread_rwlock_t (umtx).
 *
 * Found: a reader that is about to sleep sets READ_WAITERS, and whoever unlocks wakes readers where it is set, else a writer. A signal ends the sleep of the
 * only reader, and the flag stays: the next one to unlock wakes readers, of whom there are none, and no writer (`before`). The last reader to leave the queue
 * takes the flag with it (`after`).
 */
import {
  type Draft,
  either,
  type Family,
  may,
  object,
  proc,
  retry,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

type Urwlock = {
  readonly owner: 'none' | 'a writer' | 'readers'
  readonly readers: number
  readonly readWaiters: boolean
  readonly writeWaiters: boolean
  readonly asleep: { readonly readers: readonly ThreadId[]; readonly writers: readonly ThreadId[] }
}

const free: Urwlock = {
  owner: 'none',
  readers: 0,
  readWaiters: false,
  writeWaiters: false,
  asleep: { readers: [], writers: [] },
}

/** Readers where their flag is set, all of them; else one writer. */
function wake(d: Draft<Urwlock>): void {
  if (d.readWaiters) {
    if (d.asleep.readers.length > 0) d.readWaiters = false
    d.asleep.readers = []
  } else if (d.writeWaiters) {
    d.asleep.writers.shift()
    d.writeWaiters = d.asleep.writers.length > 0
  }
}

const urwlock = (takesFlag: boolean) =>
  object<Urwlock>(free)(
    {
      /** Sets the flag and sleeps in one step, under the lock of the queue. */
      read(d, me: ThreadId) {
        if (d.owner !== 'a writer') {
          d.owner = 'readers'
          d.readers++
          return true
        }
        d.readWaiters = true
        d.asleep.readers = withMember(d.asleep.readers, me)
        return false
      },
      write(d, me: ThreadId) {
        if (d.owner === 'none') {
          d.owner = 'a writer'
          return true
        }
        d.writeWaiters = true
        d.asleep.writers.push(me)
        return false
      },
      isInterrupted(d, me: ThreadId) {
        waitUntil(d.asleep.readers.includes(me))
        d.asleep.readers = withoutMember(d.asleep.readers, me)
        if (takesFlag && d.asleep.readers.length === 0) d.readWaiters = false
        return 'EINTR' as const
      },
      unlock(d) {
        if (d.owner === 'readers' && --d.readers > 0) return
        d.owner = 'none'
        wake(d)
      },
    },
    {
      reads: {
        readerIsWoken: ({ asleep }, me: ThreadId) => waitUntil(!asleep.readers.includes(me)),
        writerIsWoken: ({ asleep }, me: ThreadId) => waitUntil(!asleep.writers.includes(me)),
      },
      waits: ['isInterrupted', 'readerIsWoken', 'writerIsWoken'],
    },
  )

const signalled = (name: string, takesFlag: boolean): Family<{ readers: number; writers: number }> =>
  system(`FreeBSD urwlock, ${name}`, { readers: 1, writers: 2 }, (tools, { readers, writers }) => {
    const { shared, threads, regions, always, expectVerdict } = tools
    const { lock } = shared({ lock: urwlock(takesFlag) })
    const { reading, writing } = regions('reading', 'writing')
    const lockRead = proc((me: ThreadId) =>
      retry(function* () {
        if (yield* lock.read(me)) return 'locked'
        return yield* either(lock.readerIsWoken(me), may(lock.isInterrupted(me)))
      }),
    )
    const lockWrite = proc((me: ThreadId) =>
      retry(function* () {
        if (yield* lock.write(me)) return true
        yield* lock.writerIsWoken(me)
        return false
      }),
    )
    threads(threadIds(writers, 'writer'), function* (me) {
      yield* lockWrite(me)
      yield* writing(() => lock.unlock())
    })
    threads(threadIds(readers, 'reader'), function* (me) {
      if ((yield* lockRead(me)) === 'locked') yield* reading(() => lock.unlock())
    })
    always('writers are alone', [reading, writing], (r, w) => w.length === 0 || (w.length === 1 && r.length === 0))
    expectVerdict(takesFlag ? 'verified' : { deadlock: true })
  })

export const before: Family<{ readers: number; writers: number }> = signalled('the flag stays', false)
export const after: Family<{ readers: number; writers: number }> = signalled('takes its flag along', true)
