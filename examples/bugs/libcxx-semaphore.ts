/**
 * std::counting_semaphore of libc++, a count that threads sleep on: llvm-project #46357, #77659, and the fix in PR #79265.
 *
 * Found: it wakes only when the count was zero, so that the second of two releases wakes nobody (`original`). Where it sleeps on a value that it has read
 * before it tried, that may be the one that would let it in (`readsBefore`). The fix wakes always, and sleeps on the value that it could not take; but that
 * need not be zero, for a swap fails as well where somebody else has changed the count. If the count comes to that value again, it sleeps while there is
 * something to take, and its wake-up has been before (`pr79265`). Whoever sleeps on zero alone is woken (`zeroOnly`).
 */
import { type Family, proc, range, repeat, repeatUntil, system, type ThreadId, threadIds } from 'lockproof'
import { futex } from 'lockproof/parts'

type Way = {
  readonly sleepsOn: 'zero' | 'a value read before' | 'the value it could not take'
  readonly wakes?: 'at zero' | 'always'
}
/** A spurious wake-up may come, but nobody owes it: it hides nothing. */
type Size = { readonly takers: number; readonly spurious: boolean }

const semaphore = (
  name: string,
  { sleepsOn, wakes = 'always' }: Way,
  deadlock?: (takers: number) => number,
): Family<Size> =>
  system(`libc++ semaphore, ${name}`, { takers: 2, spurious: false }, (tools, { takers, spurious }) => {
    const { shared, threads, thread, expectVerdict } = tools
    const { count } = shared({ count: futex([0, ...range(takers).map((n) => n + 1)], { spurious }) })
    /** Answers null when it has one, and else the value that it could not take. */
    const tryAcquire = proc(function* tryAcquire() {
      const seen = yield* count.load()
      return seen > 0 && (yield* count.compareAndSwap(seen, seen - 1)) ? null : seen
    })
    const acquire = proc(function* acquire(me: ThreadId) {
      yield* repeatUntil(function* () {
        const before = sleepsOn === 'a value read before' ? yield* count.load() : 0
        const seen = yield* tryAcquire()
        if (seen === null) return true
        yield* count.wait(me, sleepsOn === 'the value it could not take' ? seen : before)
        return false
      })
    })
    const release = proc(function* release() {
      const old = yield* count.fetchAdd(1)
      if (wakes === 'always' || old === 0) yield* count.wake()
    })
    threads(threadIds(takers, 'taker'), (me) => acquire(me))
    thread('releaser', () => repeat(takers, release))
    expectVerdict(deadlock === undefined || takers === 1 ? 'verified' : { deadlock: true, steps: deadlock(takers) })
  })

export const original: Family<Size> = semaphore(
  'wakes at zero',
  { sleepsOn: 'zero', wakes: 'at zero' },
  (takers) => 3 * takers + 4,
)
export const readsBefore: Family<Size> = semaphore(
  'reads before',
  { sleepsOn: 'a value read before' },
  (takers) => 5 * takers,
)
export const pr79265: Family<Size> = semaphore(
  'published fix',
  { sleepsOn: 'the value it could not take' },
  (takers) => 4 * takers + 1,
)
export const zeroOnly: Family<Size> = semaphore('sleeps on zero', { sleepsOn: 'zero' })
