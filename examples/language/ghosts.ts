import { cell, counter, type System, system, threadIds } from 'lockproof'

/** Two threads count up without a lock. The ghost knows how often they did, and no thread can read it. */
const counting = (name: string, isAtomic: boolean): System =>
  system(name, ({ shared, ghosts, threads, always, expectVerdict }) => {
    const { count } = shared({ count: counter({ upTo: 2 }) })
    const { increments } = ghosts({ increments: counter({ upTo: 2 }) })
    threads(threadIds(2), function* () {
      if (isAtomic) yield* count.add(1).recording(() => increments.add(1))
      else {
        const seen = yield* count.load()
        yield* count.store(seen + 1).recording(() => increments.add(1))
      }
    })
    always('no update is lost', [count, increments], (stored, counted) => stored === counted)
    expectVerdict(isAtomic ? 'verified' : { violates: 'no update is lost', steps: 4 })
  })

export const atomicCount: System = counting('counting', true)
export const tornCount: System = counting('counting, torn', false)

/** A region is where a thread stands: between its last step and the one that leaves. */
export const announced: System = system('announced', ({ shared, regions, threads, never }) => {
  const { door } = shared({ door: cell(['open', 'shut']) })
  const { entering, inside } = regions('entering', 'inside')
  threads(threadIds(2), function* () {
    yield* entering(() => door.when('open').store('shut'))
    yield* inside(() => door.store('open'))
  })
  never('somebody inside while the door is open', [inside, door], (ids, state) => ids.length > 0 && state === 'open')
  never('two inside', [inside], (ids) => ids.length === 2)
})
