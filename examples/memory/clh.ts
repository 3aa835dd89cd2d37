import {
  cell,
  cells,
  type ExpectedVerdict,
  type LoadOrder,
  type Order,
  plain,
  proc,
  range,
  type Steps,
  type StoreOrder,
  type System,
  system,
  type Tools,
  threadIds,
} from 'lockproof'

/** Locks with a node; answers the one to go on with. */
type QueueLock = { readonly lock: (node: number) => Steps<number>; readonly unlock: (node: number) => Steps }
type Orders = { readonly join: Order; readonly wait: LoadOrder; readonly pass: StoreOrder }

export const orders: Orders = { join: 'acq_rel', wait: 'acquire', pass: 'release' }

/**
 * The queue lock of Craig (Building FIFO and priority-queuing spin locks from atomic swap, 1993) and of Landin and Hagersten: everybody waits at the node of
 * whoever is ahead, and goes on with that one. There is a node more than threads.
 */
export const clhLock = (o: Orders, shared: Tools['shared'], threads: number): QueueLock => {
  const nodes = range(threads + 1)
  const { tail, state } = shared({ tail: cell(nodes, threads), state: cells(nodes, ['free', 'busy']) })
  return {
    lock: proc(function* lock(node: number) {
      yield* state.at(node).store('busy', 'relaxed')
      const ahead = yield* tail.exchange(node, o.join)
      yield* state.at(ahead).waitFor('free', o.wait)
      return ahead
    }),
    unlock: (node) => state.at(node).store('free', o.pass),
  }
}

export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const ids = threadIds(2)
    const { lock, unlock } = clhLock({ ...orders, ...changed }, shared, ids.length)
    const { data } = shared({ data: plain([0, 1, 2]) })
    const { critical } = regions('critical')
    const round = proc(function* round(node: number) {
      const ahead = yield* lock(node)
      yield* critical(function* () {
        const seen = yield* data.load()
        yield* data.store(seen === 0 ? 1 : seen === 1 ? 2 : 0)
      })
      yield* unlock(node)
      return ahead
    })
    threads(ids, function* (me) {
      const mine = yield* round(ids.indexOf(me))
      yield* round(mine)
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    for (const one of expected) expectVerdict(one)
  })

export const clh: System = withOrders('CLH')

/** As in seL4, until its pull request 198: who comes next may read that the node is free still. */
export const exchangeWithoutRelease: System = withOrders('CLH, exchange without release', { join: 'acquire' }, [
  { memory: ['pso', 'cpp20'], violates: 'mutual exclusion', steps: 6 },
])
