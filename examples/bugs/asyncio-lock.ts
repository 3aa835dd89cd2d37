/**
 * asyncio.Lock of Python: python/asyncio #270, bpo-27585 (cpython PR #1031), and what that left to bpo-32734.
 *
 * Found: whoever releases wakes the first in the queue, who takes the lock when it runs. If it is cancelled before that, the wake-up is lost with it
 * (`before`). The fix passes it on, to the first that was not woken yet: right for three tasks. But a fourth, or a second round, is one too many: one that is
 * cancelled in the middle of the queue wakes the next while the head has yet to run, and both have the lock (`pr1031`). Only the head of the queue may be
 * woken (`bpo32734`).
 */
import {
  type ExpectedVerdict,
  either,
  ensure,
  type Family,
  interrupt,
  object,
  proc,
  repeat,
  system,
  type ThreadId,
  threadIdName,
  threadIds,
  waitUntil,
} from 'lockproof'

type Waiter = { readonly task: ThreadId; readonly isWoken: boolean }
type Lock = { readonly isHeld: boolean; readonly waiters: readonly Waiter[] }
type PassedTo = 'nobody' | 'the first that sleeps' | 'the head of the queue'

const asyncLock = (passedTo: PassedTo) => {
  const wakes = (d: { waiters: { isWoken: boolean }[] }) => {
    const next = passedTo === 'the head of the queue' ? d.waiters[0] : d.waiters.find(({ isWoken }) => !isWoken)
    if (next !== undefined) next.isWoken = true
  }
  return object<Lock>({ isHeld: false, waiters: [] })(
    {
      /** Answers whether the lock was free; else the task stands in the queue. */
      asks(d, me: ThreadId) {
        if (!d.isHeld && d.waiters.length === 0) d.isHeld = true
        else d.waiters.push({ task: me, isWoken: false })
        return !d.waiters.some(({ task }) => task === me)
      },
      resumes(d, me: ThreadId) {
        waitUntil(d.waiters.some(({ task, isWoken }) => task === me && isWoken))
        d.waiters = d.waiters.filter(({ task }) => task !== me)
        d.isHeld = true
      },
      givesUp(d, me: ThreadId) {
        d.waiters = d.waiters.filter(({ task }) => task !== me)
        if (passedTo !== 'nobody' && !d.isHeld) wakes(d)
      },
      release(d) {
        ensure(d.isHeld, 'released a free lock')
        d.isHeld = false
        wakes(d)
      },
    },
    { words: wordsOf },
  )
}

function wordsOf({ isHeld, waiters }: Lock): string {
  const queue = waiters.map(({ task, isWoken }) => `${threadIdName(task)}${isWoken ? ' (woken)' : ''}`)
  return [isHeld ? 'held' : 'free', ...queue].join(', ')
}

/** Tasks that want the lock so often, one after the other or at once, each of which may be cancelled where it waits. */
type Size = { readonly tasks: number; readonly rounds: number }

const cancelled = (name: string, passedTo: PassedTo, expected: (size: Size) => ExpectedVerdict): Family<Size> =>
  system(`asyncio.Lock, ${name}`, { tasks: 3, rounds: 1 }, (tools, size) => {
    const { shared, regions, threads, always, expectVerdict } = tools
    const { lock } = shared({ lock: asyncLock(passedTo) })
    const { critical } = regions('critical')
    const acquire = proc(function* acquire(me: ThreadId) {
      if (yield* lock.asks(me)) return true
      const isCancelled = (yield* either(lock.resumes(me), interrupt('cancelled'))) === 'cancelled'
      if (isCancelled) yield* lock.givesUp(me)
      return !isCancelled
    })
    threads(threadIds(size.tasks, 'task'), (me) =>
      repeat(size.rounds, function* () {
        if (!(yield* acquire(me))) return
        yield* critical()
        yield* lock.release()
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    expectVerdict(expected(size))
  })

export const before: Family<Size> = cancelled('wake-up lost', 'nobody', () => 'deadlock')
export const pr1031: Family<Size> = cancelled('published fix', 'the first that sleeps', ({ tasks, rounds }) =>
  tasks < 3 || (tasks === 3 && rounds === 1) ? 'verified' : { violates: 'mutual exclusion' },
)
export const bpo32734: Family<Size> = cancelled('wake-up of the head', 'the head of the queue', () => 'verified')
