import {
  current,
  ensure,
  object,
  pick,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

type Semaphore = {
  readonly permits: number
  readonly holders: readonly ThreadId[]
  readonly sleepers: readonly ThreadId[]
}

/** Whoever finds no permit goes to sleep in a second step; a release wakes any one of those who sleep. */
const semaphore = (permits: number) =>
  object<Semaphore>({ permits, holders: [], sleepers: [] })(
    {
      tryAcquire(d, me: ThreadId) {
        if (d.permits > 0) {
          d.permits--
          d.holders = withMember(d.holders, me)
          return true
        }
        d.sleepers = withMember(d.sleepers, me)
        return false
      },
      /** Waits until it was woken: then the permit is its own. */
      sleep(d, me: ThreadId) {
        waitUntil(!d.sleepers.includes(me))
      },
      release(d, me: ThreadId) {
        ensure(d.holders.includes(me), 'release without a permit')
        d.holders = withoutMember(d.holders, me)
        if (d.sleepers.length === 0) d.permits++
        else {
          const woken = pick(current(d.sleepers))
          d.sleepers = withoutMember(d.sleepers, woken)
          d.holders = withMember(d.holders, woken)
        }
      },
    },
    { reads: { isExhausted: ({ permits }) => permits === 0 }, owners: ({ holders }) => holders },
  )

export const twoPermits: System = system('semaphore', ({ shared, regions, threads, always, reachable }) => {
  const { permits } = shared({ permits: semaphore(2) })
  const { inside } = regions('inside')
  threads(threadIds(3), function* (me) {
    if (!(yield* permits.tryAcquire(me))) yield* permits.sleep(me)
    yield* inside()
    yield* permits.release(me)
  })
  always('at most two', [inside, permits], (ids, s) => ids.length <= 2 && s.holders.length <= 2)
  reachable('two at once', [inside], (ids) => ids.length === 2)
})
