import { forever, rest, type System, system, threadIds } from 'lockproof'
import { futexMutex } from '../src/futex-mutex.ts'

/** Two threads that want the mutex again and again, or do not come back. */
export const clients: System = system('clients of the futex mutex', (tools) => {
  const ids = threadIds(2)
  const { lock, unlock } = futexMutex.describe(tools, ids)
  const { critical } = tools.regions('critical')
  tools.threads(ids, function* (me) {
    yield* forever(function* () {
      yield* rest()
      yield* lock(me)
      yield* critical()
      yield* unlock(me)
    })
  })
  tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
