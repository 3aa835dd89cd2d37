import {
  cell,
  type ExpectedVerdict,
  type Order,
  plain,
  repeat,
  type StoreOrder,
  type System,
  spinUntil,
  system,
  threadIds,
} from 'lockproof'

type Orders = { readonly take: Order; readonly contend: Order; readonly leave: StoreOrder }

export const orders: Orders = { take: 'acquire', contend: 'acquire', leave: 'release' }

/**
 * The mutex of three values (Drepper, Futexes are tricky, 2011): who sleeps waits for another value than `contended`, as a futex does. That no wake-up is
 * lost is another question, of `examples/parts/futex.ts`.
 */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const { word, data } = shared({ word: cell(['free', 'held', 'contended']), data: plain([0, 1]) })
    const { critical } = regions('critical')
    threads(threadIds(2), () =>
      repeat(2, function* () {
        if (!(yield* word.compareAndSwap('free', 'held', o.take, 'relaxed')))
          yield* spinUntil(function* () {
            if ((yield* word.exchange('contended', o.contend)) === 'free') return true
            yield* word.waitUntil((it) => it !== 'contended', 'relaxed')
            return false
          })
        yield* critical(() => data.store(1))
        yield* word.store('free', o.leave)
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    for (const one of expected) expectVerdict(one)
  })

export const futexMutex: System = withOrders('futex mutex')

/** The way of those who have slept needs an acquire as much as the fast one. */
export const sleeperRelaxed: System = withOrders('futex mutex, sleeper relaxed', { contend: 'relaxed' }, [
  { memory: 'cpp20', fails: 'data race', steps: 6 },
])
