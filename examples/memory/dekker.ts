import {
  cell,
  cells,
  type ExpectedVerdict,
  type FenceOrder,
  fence,
  plain,
  proc,
  repeat,
  type Steps,
  type StoreOrder,
  type System,
  spinUntil,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'

type Lock = { readonly lock: (me: ThreadId) => Steps; readonly unlock: (me: ThreadId) => Steps }
type Orders = {
  readonly first: FenceOrder
  readonly second: FenceOrder
  readonly entry: FenceOrder | 'none'
  readonly leave: StoreOrder
}

export const orders: Orders = { first: 'seq_cst', second: 'seq_cst', entry: 'acquire', leave: 'release' }

/** Dekker's lock of two threads (Dijkstra, Cooperating sequential processes, 1965), with a fence behind each raising of a flag. */
export const dekkerLock = (o: Orders, shared: Tools['shared'], ids: readonly ThreadId[]): Lock => {
  const { flag, turn } = shared({ flag: cells(ids, ['down', 'up']), turn: cell(ids) })
  const other = (me: ThreadId): ThreadId => (me === ids[0] ? (ids[1] as ThreadId) : (ids[0] as ThreadId)) // there are two
  return {
    lock: proc(function* lock(me: ThreadId) {
      yield* flag.at(me).store('up', 'relaxed')
      yield* fence(o.first)
      yield* spinUntil(function* () {
        if (yield* flag.at(other(me)).test((it) => it === 'down', 'relaxed')) return true
        if (yield* turn.test((it) => it === me, 'relaxed')) return false
        yield* flag.at(me).store('down', 'relaxed')
        yield* turn.waitFor(me, 'relaxed')
        yield* flag.at(me).store('up', 'relaxed')
        yield* fence(o.second)
        return false
      })
      if (o.entry !== 'none') yield* fence(o.entry)
    }),
    unlock: proc(function* unlock(me: ThreadId) {
      yield* turn.store(other(me), 'relaxed')
      yield* flag.at(me).store('down', o.leave)
    }),
  }
}

export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const ids = threadIds(2)
    const { lock, unlock } = dekkerLock({ ...orders, ...changed }, shared, ids)
    const { data } = shared({ data: plain([0, 1, 2]) })
    const { critical } = regions('critical')
    threads(ids, (me) =>
      repeat(2, function* () {
        yield* lock(me)
        yield* critical(function* () {
          const seen = yield* data.load()
          yield* data.store(seen === 0 ? 1 : seen === 1 ? 2 : 0)
        })
        yield* unlock(me)
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    for (const one of expected) expectVerdict(one)
  })

export const dekker: System = withOrders('Dekker')

/** It looks for the other before its own flag is seen. */
export const noFence: System = withOrders('Dekker, first fence not seq_cst', { first: 'acq_rel' }, [
  { memory: 'tso', violates: 'mutual exclusion', steps: 4 },
  { memory: 'pso', violates: 'mutual exclusion', steps: 6 },
  { memory: 'cpp20', violates: 'mutual exclusion', steps: 8 },
])

/** Once it has given way, too: the mistake takes 22 steps. */
export const noFenceAgain: System = withOrders('Dekker, second fence not seq_cst', { second: 'acq_rel' }, [
  { memory: 'tso', violates: 'mutual exclusion', steps: 25 },
  { memory: 'pso', violates: 'mutual exclusion', steps: 26 },
  { memory: 'cpp20', violates: 'mutual exclusion', steps: 22 },
])
