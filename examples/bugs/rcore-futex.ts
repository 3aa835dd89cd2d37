/**
 * sys_futex of rCore: rcore_plus #32.
 *
 * Found: the kernel loads the word, and then puts the caller to sleep. A wake-up between the two is lost. It has to look under the lock of the queue.
 */
import { cell, type System, system, threadIds } from 'lockproof'
import { sleepQueue } from 'lockproof/parts'

const wait = (name: string, underLock: boolean): System =>
  system(`rCore futex, ${name}`, ({ shared, thread, expectVerdict }) => {
    const [waiter, waker] = threadIds(['waiter', 'waker'])
    const { word, queue } = shared({ word: cell(['old', 'new']), queue: sleepQueue() })
    thread(waiter, function* () {
      if (underLock) yield* queue.lock(waiter)
      const isNew = yield* word.test((it) => it === 'new')
      if (!underLock) yield* queue.lock(waiter)
      if (isNew) yield* queue.unlock(waiter)
      else yield* queue.sleep(waiter)
    })
    thread(waker, function* () {
      yield* word.store('new')
      yield* queue.lock(waker)
      yield* queue.wakeAll(waker)
    })
    expectVerdict(underLock ? 'verified' : { deadlock: true, steps: 6 })
  })

export const before: System = wait('looks, then sleeps', false)
export const after: System = wait('looks under the lock of its queue', true)
