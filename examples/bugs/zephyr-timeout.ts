/**
 * k_mutex_lock of Zephyr with a time-out: zephyr #48056 (fixed by PR #47906).
 *
 * Found: a waiter whose time is over goes on to lower the priority of the owner, which it had raised. Meanwhile the owner may have unlocked, and there is
 * none. The fix looks whether there is.
 */
import { type Family, system, threadIds } from 'lockproof'
import { mutex } from 'lockproof/parts'

const timed = (name: string, looks: boolean): Family<{ waiters: number }> =>
  system(`k_mutex, ${name}`, { waiters: 1 }, ({ shared, thread, threads, expectVerdict }, { waiters }) => {
    const { m } = shared({ m: mutex({ queue: 'handoff' }) })
    const [low] = threadIds(['low'])
    thread(low, function* () {
      yield* m.lock(low)
      yield* m.unlock(low)
    })
    threads(threadIds(waiters, 'high'), function* (high) {
      if ((yield* m.lock(high, { mayTimeOut: true })) === 'locked') return yield* m.unlock(high)
      const owner = yield* m.owner()
      if (owner === null && !looks) throw new Error('null pointer: the owner whose priority is to be lowered')
    })
    expectVerdict(looks ? 'verified' : { fails: 'null pointer', steps: 5 })
  })

export const before: Family<{ waiters: number }> = timed('lowers the priority of the owner', false)
export const after: Family<{ waiters: number }> = timed('looks whether there is an owner', true)
