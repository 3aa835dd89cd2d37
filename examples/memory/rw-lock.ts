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
} from 'lockproof'

type Orders = { readonly share: Order; readonly unshare: Order; readonly lock: Order; readonly unlock: StoreOrder }

export const orders: Orders = { share: 'acquire', unshare: 'release', lock: 'acquire', unlock: 'release' }

/** A reader and a writer, with a word of how many read, −1 while somebody writes (Courtois, Heymans and Parnas, 1971, in one word). */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, thread, regions, always, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const { count, data } = shared({ count: cell([0, 1, -1]), data: plain([0, 1]) })
    const { reading, writing } = regions('reading', 'writing')
    thread('reader', () =>
      repeat(2, function* () {
        yield* spinUntil(() => count.compareAndSwap(0, 1, o.share, 'relaxed'))
        yield* reading(() => data.load())
        yield* count.add(-1, o.unshare)
      }),
    )
    thread('writer', () =>
      repeat(2, function* () {
        yield* spinUntil(() => count.compareAndSwap(0, -1, o.lock, 'relaxed'))
        yield* writing(() => data.store(1))
        yield* count.store(0, o.unlock)
      }),
    )
    always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || r.length === 0)
    for (const one of expected) expectVerdict(one)
  })

export const rwLock: System = withOrders('rwlock')

/** It has only read, and yet what it read must be over before others write. */
export const readerUnlocksRelaxed: System = withOrders('rwlock, reader unlocks relaxed', { unshare: 'relaxed' }, [
  { memory: 'cpp20', fails: 'data race', steps: 5 },
])
