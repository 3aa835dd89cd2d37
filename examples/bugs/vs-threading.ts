/**
 * AsyncSemaphore.EnterAsync of vs-threading: microsoft/vs-threading #1000.
 *
 * Found: it disposes of the registration of a cancellation while it holds its lock. To dispose waits for the callback, if that runs, and the callback
 * wants the lock. The fix disposes after it has given the lock back.
 */
import { cell, type System, system, threadIds } from 'lockproof'
import { mutex } from 'lockproof/parts'

const disposal = (name: string, underLock: boolean): System =>
  system(`vs-threading, ${name}`, ({ shared, thread, expectVerdict }) => {
    const [enter, cancel] = threadIds(['EnterAsync', 'Cancel'])
    const { lock, callback } = shared({
      lock: mutex(),
      callback: cell(['registered', 'running', 'ended', 'disposed']),
    })
    const dispose = () => callback.when((it) => it !== 'running').store('disposed')
    thread(enter, function* () {
      yield* lock.lock(enter)
      if (underLock) yield* dispose()
      yield* lock.unlock(enter)
      if (!underLock) yield* dispose()
    })
    thread(cancel, function* () {
      if (!(yield* callback.compareAndSwap('registered', 'running'))) return
      yield* lock.lock(cancel)
      yield* lock.unlock(cancel)
      yield* callback.store('ended')
    })
    expectVerdict(underLock ? { deadlock: true, steps: 2 } : 'verified')
  })

export const before: System = disposal('disposes under its lock', true)
export const after: System = disposal('disposes after it', false)
