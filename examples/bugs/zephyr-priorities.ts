/**
 * Priority inheritance of k_mutex of Zephyr: zephyr PR #113440.
 *
 * Found: whoever unlocks a mutex gets the priority back that it had when it locked it. Of two mutexes, the one unlocked first takes away the boost that
 * somebody who waits for the other one still needs. The priority is to be worked out from whoever waits.
 */
import { cell, type System, step, system, threadIds } from 'lockproof'
import { type Mutex, mutex } from 'lockproof/parts'

const promise = 'an owner has the priority of whoever waits'

const boosted = (name: string, worksItOut: boolean): System =>
  system(`k_mutex, ${name}`, ({ shared, regions, thread, always, expectVerdict }) => {
    const [low, high] = threadIds(['low', 'high'])
    const { a, b, priority } = shared({ a: mutex(), b: mutex(), priority: cell(['base', 'boosted']) })
    const { pended } = shared({ pended: cell([false, true]) })
    const { waiting } = regions('waiting')
    const lock = (m: Mutex) =>
      step('k_mutex_lock', function* () {
        yield* m.lock(low)
        return yield* priority.load()
      })
    const unlock = (m: Mutex, saved: 'base' | 'boosted') =>
      step('k_mutex_unlock', function* () {
        yield* m.unlock(low)
        const isWanted = m === b && (yield* pended.load())
        yield* priority.store(worksItOut ? (isWanted ? 'boosted' : 'base') : saved)
      })
    thread(low, function* () {
      const beforeA = yield* lock(a)
      const beforeB = yield* lock(b)
      yield* unlock(b, beforeB)
      yield* unlock(a, beforeA)
    })
    thread(high, function* () {
      const isMine = yield* step('k_mutex_lock', function* () {
        if (yield* a.tryLock(high)) return true
        yield* pended.store(true)
        yield* priority.store('boosted')
        return false
      })
      if (!isMine) yield* waiting(() => a.lock(high))
      yield* a.unlock(high)
    })
    always(
      promise,
      [a, priority, waiting],
      ({ owner }, has, those) => owner !== low || those.length === 0 || has === 'boosted',
    )
    expectVerdict(worksItOut ? 'verified' : { violates: promise, steps: 4 })
  })

export const before: System = boosted('gets its priority back', false)
export const after: System = boosted('works its priority out', true)
