import {
  forever,
  mayEnd,
  rest,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'
import { type Mutex, type MutexOptions, mutex, type WaitOptions } from 'lockproof/parts'

/** Three threads for one mutex, for ever. */
function clients({ shared, regions, threads, always }: Tools, kind: MutexOptions, options: WaitOptions = {}): void {
  const { m } = shared({ m: mutex(kind) })
  const { critical } = regions('critical')
  threads(threadIds(3), (me) =>
    forever(function* () {
      yield* rest()
      if ((yield* m.lock(me, options)) !== 'locked') return
      yield* critical()
      yield* m.unlock(me)
    }),
  )
  always('exclusion', [critical], (inside) => inside.length <= 1)
}

export const plain: System = system('mutex', (tools) => clients(tools, {}))
export const fifo: System = system('mutex, fifo', (tools) => clients(tools, { queue: 'fifo' }))
export const handoff: System = system('mutex, handoff', (tools) => clients(tools, { queue: 'handoff' }))

export const timed: System = system('mutex, handoff, timed', (tools) =>
  clients(tools, { queue: 'handoff' }, { mayTimeOut: true }),
)

export const both: System = system('mutex, handoff, timed and interrupted', (tools) =>
  clients(tools, { queue: 'handoff' }, { mayTimeOut: true, mayBeInterrupted: true }),
)

/** The classic mistake: a function that locks calls another one that does. */
const calls = (recursion: number): System =>
  system(
    `mutex, locked ${recursion === 1 ? 'again' : 'by a recursive owner'}`,
    ({ shared, threads, expectVerdict }) => {
      const { m } = shared({ m: mutex({ recursion }) })
      threads(threadIds(2), function* (me) {
        yield* m.lock(me)
        yield* m.lock(me)
        yield* step('works')
        yield* m.unlock(me)
        yield* m.unlock(me)
      })
      if (recursion === 1) expectVerdict({ fails: 'locked again by its owner', steps: 2 })
    },
  )

export const again: System = calls(1)
export const recursive: System = calls(2)

/** The other one: two mutexes in two orders. That somebody may give up is no help; that somebody certainly does is. */
const orders = (name: string, options: WaitOptions): System =>
  system(`mutex, two orders, ${name}`, ({ shared, thread, expectVerdict }) => {
    const { left, right } = shared({ left: mutex(), right: mutex() })
    const [a, b] = threadIds(2)
    const both = function* (me: ThreadId, first: Mutex, second: Mutex): Steps {
      yield* first.lock(me)
      if ((yield* second.lock(me, options)) === 'locked') yield* second.unlock(me)
      yield* first.unlock(me)
    }
    thread(a, () => both(a, left, right))
    thread(b, () => both(b, right, left))
    if (options.timesOut !== true) expectVerdict({ deadlock: true, steps: 2 })
  })

export const ordersFor: System = orders('for ever', {})
export const ordersMaybe: System = orders('may time out', { mayTimeOut: true })
export const ordersCertain: System = orders('times out', { timesOut: true })

/** A thread may die wherever it is. What it held it still holds, unless whoever comes next sees that: a robust mutex. */
const dying = (isRobust: boolean): System =>
  system(`mutex, its owner may die${isRobust ? ', robust' : ''}`, (tools) => {
    const { m } = tools.shared({ m: mutex() })
    const { critical } = tools.regions('critical')
    tools.threads(threadIds(2), function* (me) {
      const work = function* () {
        yield* m.lock(me)
        yield* critical()
        yield* m.unlock(me)
      }
      const how = yield* mayEnd(work, { by: 'death', at: 'every step' })
      if (how === 'death' && isRobust && (yield* m.owner()) === me) yield* m.unlock(me)
    })
    tools.always('exclusion', [critical], (inside) => inside.length <= 1)
    if (!isRobust) tools.expectVerdict({ deadlock: true, steps: 2 })
  })

export const dies: System = dying(false)
export const diesRobust: System = dying(true)
