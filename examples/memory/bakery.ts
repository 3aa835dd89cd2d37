import {
  cells,
  type ExpectedVerdict,
  type LoadOrder,
  plain,
  repeat,
  type StoreOrder,
  type System,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'

type Orders = {
  readonly choosing: StoreOrder
  readonly number: StoreOrder
  readonly chosen: StoreOrder
  readonly look: LoadOrder
  readonly turn: LoadOrder
  readonly leave: StoreOrder
}

export const orders: Orders = {
  choosing: 'seq_cst',
  number: 'seq_cst',
  chosen: 'release',
  look: 'seq_cst',
  turn: 'acquire',
  leave: 'release',
}

/** The bakery of two who come twice (Lamport, A new solution of Dijkstra's concurrent programming problem, 1974): a number is drawn under a flag that others wait for. */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const ids = threadIds(2)
    const { choosing, number, data } = shared({
      choosing: cells(ids, [false, true]),
      number: cells(ids, [0, 1, 2, 3, 4]),
      data: plain([0, 1]),
    })
    const { critical } = regions('critical')
    const other = (me: ThreadId): ThreadId => (me === ids[0] ? (ids[1] as ThreadId) : (ids[0] as ThreadId)) // there are two
    threads(ids, (me) =>
      repeat(2, function* () {
        const him = other(me)
        yield* choosing.at(me).store(true, o.choosing)
        const mine = (yield* number.at(him).load(o.look)) + 1
        yield* number.at(me).store(mine as 1 | 2 | 3 | 4, o.number) // each of four is one more at most
        yield* choosing.at(me).store(false, o.chosen)
        yield* choosing.at(him).waitFor(false, o.look)
        yield* number.at(him).waitUntil((his) => his === 0 || his > mine || (his === mine && me === ids[0]), o.turn)
        yield* critical(() => data.store(1))
        yield* number.at(me).store(0, o.leave)
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    for (const one of expected) expectVerdict(one)
  })

export const bakery: System = withOrders('bakery')

/** Nobody sees in time that it is drawing a number. */
export const drawsUnseen: System = withOrders('bakery, draws unseen', { choosing: 'release' }, [
  { memory: ['tso', 'pso'], violates: 'mutual exclusion', steps: 15 },
  { memory: 'cpp20', violates: 'mutual exclusion', steps: 12 },
])
