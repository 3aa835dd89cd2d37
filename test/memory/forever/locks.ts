import { again, loop, plain, type Steps, type System, system, type ThreadId, type Tools, threadIds } from 'lockproof'
import { clhLock, orders as clhOrders } from '../../../examples/memory/clh.ts'
import { dekkerLock, orders as dekkerOrders } from '../../../examples/memory/dekker.ts'

/** A lock whose threads keep something from round to round: a node, or nothing. */
type Lock = {
  readonly lock: (me: ThreadId, mine: number) => Steps<unknown>
  readonly unlock: (me: ThreadId, mine: number) => Steps
}

type Name = 'clh' | 'dekker'

const locks: Readonly<Record<Name, (shared: Tools['shared'], ids: readonly ThreadId[]) => Lock>> = {
  clh(shared, ids) {
    const { lock, unlock } = clhLock(clhOrders, shared, ids.length)
    return { lock: (_, mine) => lock(mine), unlock: (_, mine) => unlock(mine) }
  },
  dekker: (shared, ids) => dekkerLock(dekkerOrders, shared, ids),
}

/** Clients that go round for ever, and read and write ordinary data while they have the lock. */
export const forever = (name: Name): System =>
  system(name, (tools) => {
    const ids = threadIds(2)
    const { lock, unlock } = locks[name](tools.shared, ids)
    const { data } = tools.shared({ data: plain([0, 1, 2]) })
    const { critical } = tools.regions('critical')
    tools.threads(ids, (me) =>
      loop(ids.indexOf(me), function* (mine) {
        const kept = yield* lock(me, mine)
        yield* critical(function* () {
          const seen = yield* data.load()
          yield* data.store(seen === 0 ? 1 : seen === 1 ? 2 : 0)
        })
        yield* unlock(me, mine)
        return again(typeof kept === 'number' ? kept : mine)
      }),
    )
    tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })
