import {
  cell,
  cells,
  type ExpectedVerdict,
  type LoadOrder,
  type Order,
  plain,
  proc,
  repeat,
  type Steps,
  type StoreOrder,
  type System,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'

type Lock = { readonly lock: (me: ThreadId) => Steps; readonly unlock: (me: ThreadId) => Steps }
type Orders = {
  readonly join: Order
  readonly link: StoreOrder
  readonly wait: LoadOrder
  readonly next: LoadOrder
  readonly leave: Order
  readonly late: LoadOrder
  readonly pass: StoreOrder
}

export const orders: Orders = {
  join: 'acq_rel',
  link: 'release',
  wait: 'acquire',
  next: 'acquire',
  leave: 'release',
  late: 'acquire',
  pass: 'release',
}

/**
 * The queue lock of Mellor-Crummey and Scott (Algorithms for scalable synchronization on shared-memory multiprocessors, 1991): everybody waits at a node
 * of its own, which whoever is ahead has been told of.
 */
export const mcsLock = (o: Orders, shared: Tools['shared'], ids: readonly ThreadId[]): Lock => {
  const { tail, next, locked } = shared({
    tail: cell([null, ...ids]),
    next: cells(ids, [null, ...ids]),
    locked: cells(ids, [false, true]),
  })
  return {
    lock: proc(function* lock(me: ThreadId) {
      yield* next.at(me).store(null, 'relaxed')
      const ahead = yield* tail.exchange(me, o.join)
      if (ahead === null) return
      yield* locked.at(me).store(true, 'relaxed')
      yield* next.at(ahead).store(me, o.link)
      yield* locked.at(me).waitFor(false, o.wait)
    }),
    unlock: proc(function* unlock(me: ThreadId) {
      let heir = yield* next.at(me).load(o.next)
      if (heir === null) {
        if (yield* tail.compareAndSwap(me, null, o.leave, 'relaxed')) return
        heir = yield* next
          .at(me)
          .when((it) => it !== null)
          .load(o.late)
      }
      yield* locked.at(heir as ThreadId).store(false, o.pass)
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
    const { lock, unlock } = mcsLock({ ...orders, ...changed }, shared, ids)
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

export const mcs: System = withOrders('MCS')

/** Who is ahead sees the link before the flag is raised, lowers it, and it is raised then: nobody lowers it again. */
export const linkWithoutRelease: System = withOrders('MCS, link without release', { link: 'relaxed' }, [
  { memory: 'pso', deadlock: true, steps: 23 },
  { memory: 'cpp20', deadlock: true, steps: 14 },
])
