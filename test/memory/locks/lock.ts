import {
  cell,
  cells,
  counter,
  type FenceOrder,
  fence,
  forever,
  type Order,
  plain,
  proc,
  repeat,
  type Steps,
  type System,
  spinUntil,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'
import { mcsLock, orders as mcsOrders } from '../../../examples/memory/mcs.ts'

/** Orders by site; `none`: no fence there. */
export type Orders = Readonly<Record<string, Order | 'none'>>

type Lock = { readonly lock: (me: ThreadId) => Steps<unknown>; readonly unlock: (me: ThreadId) => Steps<unknown> }

/** A lock, with what experts write at its sites. */
export type Design = {
  readonly orders: Orders
  readonly make: (o: (site: string) => never, shared: Tools['shared'], ids: readonly ThreadId[], total: number) => Lock
}

const optional = (order: Order | 'none'): Steps =>
  order === 'none' ? proc(function* nothing() {})() : fence(order as FenceOrder)

const ttas: Design = {
  orders: { wait: 'relaxed', cas: 'acquire', unlock: 'release' },
  make(o, shared) {
    const { flag } = shared({ flag: cell([0, 1]) })
    return {
      lock: () =>
        spinUntil(function* () {
          yield* flag.waitFor(0, o('wait'))
          return yield* flag.compareAndSwap(0, 1, o('cas'), 'relaxed')
        }),
      unlock: () => flag.store(0, o('unlock')),
    }
  },
}

const ticket: Design = {
  orders: { take: 'relaxed', wait: 'acquire', mine: 'relaxed', pass: 'release' },
  make(o, shared, _, total) {
    const { next, owner } = shared({ next: counter({ upTo: total }), owner: counter({ upTo: total }) })
    return {
      lock: proc(function* lock() {
        const mine = yield* next.fetchAdd(1, o('take'))
        yield* owner.waitFor(mine, o('wait'))
      }),
      unlock: proc(function* unlock() {
        const mine = yield* owner.load(o('mine'))
        yield* owner.store(mine + 1, o('pass'))
      }),
    }
  },
}

const mcs: Design = {
  orders: mcsOrders,
  make(o, shared, ids) {
    const orders = Object.fromEntries(Object.keys(mcsOrders).map((site) => [site, o(site)]))
    return mcsLock(orders as unknown as typeof mcsOrders, shared, ids) // of each site
  },
}

/** Peterson's lock, with a fence at each of its sites that has an order. */
const petersonWith = (orders: Orders, gives: 'store' | 'exchange' = 'store'): Design => ({
  orders: { first: 'none', second: 'none', ...orders },
  make(o, shared, ids) {
    const { flag, turn } = shared({ flag: cells(ids, [0, 1]), turn: cell(ids) })
    const other = (me: ThreadId): ThreadId => (me === ids[0] ? ids[1]! : ids[0]!)
    return {
      lock: proc(function* lock(me: ThreadId) {
        yield* flag.at(me).store(1, o('up'))
        yield* optional(o('first'))
        yield* turn[gives](other(me), o('turn'))
        yield* optional(o('second'))
        yield* spinUntil(function* () {
          if (yield* flag.at(other(me)).test((it) => it === 0, o('other'))) return true
          return yield* turn.test((it) => it === me, o('mine'))
        })
      }),
      unlock: (me) => flag.at(me).store(0, o('down')),
    }
  },
})

const peterson = petersonWith({ up: 'seq_cst', turn: 'seq_cst', other: 'seq_cst', mine: 'seq_cst', down: 'release' })

const petersonFences = petersonWith({
  up: 'relaxed',
  first: 'seq_cst',
  turn: 'relaxed',
  second: 'seq_cst',
  other: 'acquire',
  mine: 'acquire',
  down: 'release',
})

const petersonExchange = petersonWith(
  { up: 'relaxed', turn: 'acq_rel', other: 'acquire', mine: 'acquire', down: 'release' },
  'exchange',
)

export const designs: Readonly<Record<LockName, Design>> = {
  ttas,
  ticket,
  mcs,
  peterson,
  'peterson, fences': petersonFences,
  'peterson, exchange': petersonExchange,
}

export type LockName = 'ttas' | 'ticket' | 'mcs' | 'peterson' | 'peterson, fences' | 'peterson, exchange'

/** Clients that read and write ordinary data while they have the lock; `rounds` 0: for ever. */
export function clients(name: LockName, changed: Orders = {}, threads = 2, rounds = 2): System {
  const { orders, make } = designs[name]
  const order = (site: string): never => ({ ...orders, ...changed })[site] as never
  return system(name, (tools) => {
    const ids = threadIds(threads)
    const { lock, unlock } = make(order, tools.shared, ids, threads * rounds)
    const { data } = tools.shared({ data: plain([0, 1, 2]) })
    const { critical } = tools.regions('critical')
    const round = function* (me: ThreadId) {
      yield* lock(me)
      yield* critical(function* () {
        const seen = yield* data.load()
        yield* data.store(((seen + 1) % 3) as 0 | 1 | 2)
      })
      yield* unlock(me)
    }
    tools.threads(ids, (me) => (rounds === 0 ? forever(() => round(me)) : repeat(rounds, () => round(me))))
    tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })
}
