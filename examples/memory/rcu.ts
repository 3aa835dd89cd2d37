import {
  cell,
  type ExpectedVerdict,
  type FenceOrder,
  fence,
  type LoadOrder,
  plain,
  repeat,
  type StoreOrder,
  type System,
  system,
} from 'lockproof'

type Orders = {
  readonly publish: StoreOrder
  readonly grace: FenceOrder
  readonly wait: LoadOrder
  readonly entered: FenceOrder
  readonly dereference: LoadOrder
  readonly leave: StoreOrder
}

export const orders: Orders = {
  publish: 'release',
  grace: 'seq_cst',
  wait: 'acquire',
  entered: 'seq_cst',
  dereference: 'acquire',
  leave: 'release',
}

/**
 * Read, copy, update, in the manner of user space (Desnoyers, McKenney, Stern, Dagenais and Walpole, User-level implementations of read-copy update, 2012):
 * a new version is published, and the old one freed when no reader is left that may have it.
 */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, thread, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const { pointer, reader, old, next } = shared({
      pointer: cell(['old', 'next']),
      reader: cell(['outside', 'inside']),
      old: plain(['ready', 'freed']),
      next: plain(['empty', 'ready']),
    })
    thread('updater', function* () {
      yield* next.store('ready')
      yield* pointer.store('next', o.publish)
      yield* fence(o.grace)
      yield* reader.waitFor('outside', o.wait)
      yield* old.store('freed')
    })
    thread('reader', () =>
      repeat(2, function* () {
        yield* reader.store('inside', 'relaxed')
        yield* fence(o.entered)
        const version = yield* pointer.load(o.dereference)
        yield* (version === 'old' ? old : next).load()
        yield* reader.store('outside', o.leave)
      }),
    )
    for (const one of expected) expectVerdict(one)
  })

export const rcu: System = withOrders('RCU')

/** The reader has the new version before what is in it. */
export const publishedRelaxed: System = withOrders('RCU, published relaxed', { publish: 'relaxed' }, [
  { memory: 'pso', fails: 'data race', steps: 8 },
  { memory: 'cpp20', fails: 'data race', steps: 6 },
])

/** The updater does not see the reader, who has read the old pointer. */
export const readerEntersUnseen: System = withOrders('RCU, reader enters unseen', { entered: 'acq_rel' }, [
  { memory: 'tso', fails: 'data race', steps: 10 },
  { memory: 'pso', fails: 'data race', steps: 11 },
  { memory: 'cpp20', fails: 'data race', steps: 9 },
])
