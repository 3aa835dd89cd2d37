import { cell, either, type System, step, system, timeout } from 'lockproof'

/** Two threads take two locks in opposite order, and give up if that takes too long. */
const backsOff = (name: string, isCertain: boolean): System =>
  system(name, ({ shared, thread, expectVerdict }) => {
    const { a, b } = shared({ a: cell(['free', 'held']), b: cell(['free', 'held']) })
    const timeIsUp = function* () {
      yield* step('time is up')
      return 'timed out' as const
    }
    const both = function* (first: typeof a, second: typeof b) {
      yield* first.when('free').store('held')
      const how = yield* either(second.when('free').store('held'), isCertain ? timeIsUp : timeout)
      if (how !== 'timed out') yield* second.store('free')
      yield* first.store('free')
    }
    thread('A', () => both(a, b))
    thread('B', () => both(b, a))
    expectVerdict(isCertain ? 'verified' : { deadlock: true, steps: 2 })
  })

export const certain: System = backsOff('back off: the time will be up', true)
export const possible: System = backsOff('back off: the time may be up', false)
