import {
  cell,
  forever,
  object,
  proc,
  repeatUntil,
  rest,
  type System,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'
import { permits } from 'lockproof/parts'

/** One waits until the other one has said that it is done. The classic mistake: to wake it before it is said. */
const announced = (wakesFirst: boolean): System =>
  system(`permits, woken ${wakesFirst ? 'before' : 'after'} it is said`, ({ shared, thread, expectVerdict }) => {
    const [waiter, setter] = threadIds(['waiter', 'setter'])
    const { done, permit } = shared({ done: cell([false, true]), permit: permits([waiter]) })
    thread(waiter, () =>
      repeatUntil(function* () {
        if (yield* done.load()) return true
        yield* permit.park(waiter)
        return false
      }),
    )
    thread(setter, function* () {
      if (wakesFirst) yield* permit.unpark(waiter)
      yield* done.store(true)
      if (!wakesFirst) yield* permit.unpark(waiter)
    })
    if (wakesFirst) expectVerdict({ deadlock: true, steps: 5 })
  })

export const right: System = announced(false)
export const tooEarly: System = announced(true)

/** The other one: to believe that who returns was woken. It is believed rightly where there are no spurious wake-ups. */
const believed = (spurious: boolean): System =>
  system(
    `permits, believed${spurious ? '' : ', never spurious'}`,
    ({ shared, thread, regions, always, expectVerdict }) => {
      const [waiter, setter] = threadIds(['waiter', 'setter'])
      const { done, permit } = shared({ done: cell([false, true]), permit: permits([waiter], { spurious }) })
      const { relies } = regions('relies')
      thread(waiter, function* () {
        yield* permit.park(waiter)
        yield* relies()
      })
      thread(setter, function* () {
        yield* done.store(true)
        yield* permit.unpark(waiter)
      })
      always('it is done', [relies, done], (those, isDone) => those.length === 0 || isDone)
      if (spurious) expectVerdict({ violates: 'it is done', steps: 1 })
    },
  )

export const believedWrongly: System = believed(true)
export const believedRightly: System = believed(false)

/** The mutex in the documentation of Java's LockSupport: who waits is in a queue, and the first of it is woken. */
export const mutex: System = system('permits, a mutex with a queue', ({ shared, regions, threads, always }) => {
  const ids = threadIds(3)
  const { locked, waiters, permit } = shared({
    locked: cell([false, true]),
    waiters: object<{ readonly list: readonly ThreadId[] }>({ list: [] })(
      {
        add(d, me: ThreadId) {
          d.list.push(me)
        },
        remove(d) {
          d.list.shift()
        },
      },
      { reads: { first: ({ list }) => list[0] ?? null } },
    ),
    permit: permits(ids),
  })
  const { critical } = regions('critical')
  const lock = proc(function* lock(me: ThreadId) {
    yield* waiters.add(me)
    yield* repeatUntil(function* () {
      if ((yield* waiters.first()) === me && (yield* locked.compareAndSwap(false, true))) return true
      yield* permit.park(me)
      return false
    })
    yield* waiters.remove()
  })
  const unlock = proc(function* unlock() {
    yield* locked.store(false)
    const next = yield* waiters.first()
    if (next !== null) yield* permit.unpark(next)
  })
  threads(ids, (me) =>
    forever(function* () {
      yield* rest()
      yield* lock(me)
      yield* critical()
      yield* unlock()
    }),
  )
  always('exclusion', [critical], (inside) => inside.length <= 1)
})
