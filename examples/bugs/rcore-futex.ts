/**
 * sys_futex of rCore: rcore_plus #32.
 *
 * Found: the kernel looks at the word, and then puts the caller to sleep: a wake-up between the two is lost (`before`). It has to look under the lock of the
 * queue (`after`). In a later version, of June 2020, it looks under the lock of the process, which it gives back before it queues: lost again (`rewritten`).
 */
import { cell, type System, system, threadIds } from 'lockproof'
import { mutex, sleepQueue } from 'lockproof/parts'

type Looks = 'before' | 'under the lock of the process' | 'under the lock of the queue'

const wait = (looks: Looks): System =>
  system(`rCore futex, looks ${looks}`, ({ shared, thread, expectVerdict }) => {
    const [waiter, waker] = threadIds(['waiter', 'waker'])
    const { word, process, queue } = shared({ word: cell(['old', 'new']), process: mutex(), queue: sleepQueue() })
    const [underProcess, underQueue] = [
      looks === 'under the lock of the process',
      looks === 'under the lock of the queue',
    ]
    thread(waiter, function* () {
      if (underProcess) yield* process.lock(waiter)
      if (underQueue) yield* queue.lock(waiter)
      const isNew = yield* word.test((it) => it === 'new')
      if (underProcess) yield* process.unlock(waiter)
      if (!underQueue) yield* queue.lock(waiter)
      if (isNew) yield* queue.unlock(waiter)
      else yield* queue.sleep(waiter)
    })
    thread(waker, function* () {
      yield* word.store('new')
      if (underProcess) yield* process.lock(waker)
      yield* queue.lock(waker)
      yield* queue.wakeAll(waker)
      if (underProcess) yield* process.unlock(waker)
    })
    expectVerdict(underQueue ? 'verified' : 'deadlock')
  })

export const before: System = wait('before')
export const rewritten: System = wait('under the lock of the process')
export const after: System = wait('under the lock of the queue')
