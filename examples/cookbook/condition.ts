import {
  current,
  ensure,
  object,
  pick,
  proc,
  repeatUntil,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

type Monitor = { readonly owner: ThreadId | null; readonly waiting: readonly ThreadId[]; readonly items: number }

/** A mutex with one condition, and what it guards. Who waits gives the mutex back in the same step, and enters again when woken. */
const monitor = () =>
  object<Monitor>({ owner: null, waiting: [], items: 0 })(
    {
      enter(d, me: ThreadId) {
        waitUntil(d.owner === null)
        d.owner = me
      },
      leave(d, me: ThreadId) {
        ensure(d.owner === me, 'left by somebody else')
        d.owner = null
      },
      sleep(d, me: ThreadId) {
        d.waiting = withMember(d.waiting, me)
        d.owner = null
      },
      wakeUp(d, me: ThreadId) {
        waitUntil(!d.waiting.includes(me))
      },
      notify(d) {
        if (d.waiting.length > 0) d.waiting = withoutMember(d.waiting, pick(current(d.waiting)))
      },
      put(d) {
        ensure(d.items < 2, 'put into a full buffer')
        d.items++
      },
      take(d) {
        ensure(d.items > 0, 'taken from an empty buffer')
        d.items--
      },
    },
    { reads: { hasItem: ({ items }) => items > 0 }, owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

/** Two producers and two consumers; whoever was woken looks again, or believes that what it waited for is still so. */
const buffer = (name: string, looksAgain: boolean): System =>
  system(name, ({ shared, threads, expectVerdict }) => {
    const { m } = shared({ m: monitor() })
    const waitForNotify = proc(function* waitForNotify(me: ThreadId) {
      yield* m.sleep(me)
      yield* m.wakeUp(me)
      yield* m.enter(me)
    })
    threads(threadIds(2, 'producer'), function* (me) {
      yield* m.enter(me)
      yield* m.put()
      yield* m.notify()
      yield* m.leave(me)
    })
    threads(threadIds(2, 'consumer'), function* (me) {
      yield* m.enter(me)
      yield* repeatUntil(function* () {
        if (yield* m.hasItem()) return true
        yield* waitForNotify(me)
        return !looksAgain
      })
      yield* m.take()
      yield* m.leave(me)
    })
    expectVerdict(looksAgain ? 'verified' : { fails: 'taken from an empty buffer' })
  })

export const looksAgain: System = buffer('looks again', true)
export const believes: System = buffer('believes', false)
