import {
  again,
  cell,
  cells,
  fence,
  loop,
  type Order,
  plain,
  proc,
  type Steps,
  type System,
  spinUntil,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'

/** Orders by site. */
export type Orders = Readonly<Record<string, Order>>

/** A lock whose threads keep something from round to round: a node, or nothing. */
type Lock = {
  readonly lock: (me: ThreadId, mine: number) => Steps<number>
  readonly unlock: (me: ThreadId, mine: number) => Steps<unknown>
}

type Make = (o: (site: string) => never, shared: Tools['shared'], ids: readonly ThreadId[]) => Lock

/** Everybody waits at the node of who is ahead, and goes on with that one (Craig; Landin, Hagersten): a node more than threads. */
const clh: Make = (o, shared, ids) => {
  const nodes = [...ids.keys(), ids.length]
  const { tail, locked } = shared({ tail: cell(nodes, ids.length), locked: cells(nodes, [0, 1]) })
  return {
    lock: proc(function* lock(_: ThreadId, mine: number) {
      yield* locked.at(mine).store(1, o('arm'))
      const ahead = yield* tail.exchange(mine, o('join'))
      yield* locked.at(ahead).waitFor(0, o('wait'))
      return ahead
    }),
    unlock: (_, mine) => locked.at(mine).store(0, o('pass')),
  }
}

const dekker: Make = (o, shared, ids) => {
  const { flag, turn } = shared({ flag: cells(ids, [0, 1]), turn: cell(ids) })
  const other = (me: ThreadId): ThreadId => (me === ids[0] ? ids[1]! : ids[0]!)
  return {
    lock: proc(function* lock(me: ThreadId, mine: number) {
      yield* flag.at(me).store(1, 'relaxed')
      yield* fence(o('first'))
      yield* spinUntil(function* () {
        if (yield* flag.at(other(me)).test((it) => it === 0, 'relaxed')) return true
        if (yield* turn.test((it) => it === me, 'relaxed')) return false
        yield* flag.at(me).store(0, 'relaxed')
        yield* turn.waitFor(me, 'relaxed')
        yield* flag.at(me).store(1, 'relaxed')
        yield* fence(o('second'))
        return false
      })
      yield* fence(o('entry'))
      return mine
    }),
    unlock: proc(function* unlock(me: ThreadId) {
      yield* turn.store(other(me), 'relaxed')
      yield* flag.at(me).store(0, o('leave'))
    }),
  }
}

type Name = 'clh' | 'dekker'

const locks: Readonly<Record<Name, { readonly make: Make; readonly orders: Orders }>> = {
  clh: { make: clh, orders: { arm: 'relaxed', join: 'acq_rel', wait: 'acquire', pass: 'release' } },
  dekker: { make: dekker, orders: { first: 'seq_cst', second: 'seq_cst', entry: 'acquire', leave: 'release' } },
}

/** Clients that go round for ever, and read and write ordinary data while they have the lock. */
export function forever(name: Name, changed: Orders = {}, threads = 2): System {
  const { make, orders } = locks[name]
  return system(name, (tools) => {
    const ids = threadIds(threads)
    const { lock, unlock } = make((site) => ({ ...orders, ...changed })[site] as never, tools.shared, ids)
    const { data } = tools.shared({ data: plain([0, 1, 2]) })
    const { critical } = tools.regions('critical')
    tools.threads(ids, (me) =>
      loop(ids.indexOf(me), function* (mine) {
        const kept = yield* lock(me, mine)
        yield* critical(function* () {
          const seen = yield* data.load()
          yield* data.store(((seen + 1) % 3) as 0 | 1 | 2)
        })
        yield* unlock(me, mine)
        return again(kept)
      }),
    )
    tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })
}
