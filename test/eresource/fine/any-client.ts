import { again, choose, loop, type System, system, threadIds } from 'lockproof'
import type { Lock } from '../../../src/model/locks/lock.ts'
import { openAfter } from '../../../src/model/locks/well-behaved.ts'

/** Threads that for ever make any call that the rules allow, so many sections deep. */
export function anyClient<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  { threads, depth = 1 }: { readonly threads: number; readonly depth?: number },
): System {
  const names = Object.keys(lock.calls) as Call[]
  return system(`any client of ${lock.name}`, (tools) => {
    const ids = threadIds(threads)
    const calls = lock.describe(tools, ids)
    tools.threads(ids, function* (me) {
      const none: readonly Section[] = []
      yield* loop(none, function* (open) {
        const call = yield* choose(names.filter((it) => openAfter(lock, open, it, depth) !== undefined))
        const answer = yield* calls[call](me)
        const isRefused = lock.calls[call].opens !== undefined && answer === false
        return again(isRefused ? open : (openAfter(lock, open, call, depth) ?? open))
      })
    })
  })
}
