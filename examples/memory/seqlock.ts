import {
  cell,
  counter,
  type ExpectedVerdict,
  type FenceOrder,
  fence,
  type LoadOrder,
  type StoreOrder,
  type System,
  step,
  system,
} from 'lockproof'

type Orders = {
  readonly begin: StoreOrder
  readonly behind: FenceOrder | 'none'
  readonly stored: StoreOrder
  readonly end: StoreOrder
  readonly before: LoadOrder
  readonly read: LoadOrder
  readonly ahead: FenceOrder | 'none'
  readonly after: LoadOrder
}

export const orders: Orders = {
  begin: 'relaxed',
  behind: 'release',
  stored: 'relaxed',
  end: 'release',
  before: 'acquire',
  read: 'relaxed',
  ahead: 'acquire',
  after: 'relaxed',
}

/**
 * A sequence lock with the fences of Boehm (Can seqlocks get along with programming language memory models?, MSPC 2012). A writer writes twice, and makes
 * the number odd meanwhile; a reader that has seen the same even number before and after has seen data of one writing.
 */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, thread, regions, never, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const { number, left, right } = shared({
      number: counter({ upTo: 4 }),
      left: cell([0, 1, 2]),
      right: cell([0, 1, 2]),
    })
    const { torn } = regions('torn')
    thread('writer', function* () {
      for (const i of [1, 2] as const) {
        yield* number.store(2 * i - 1, o.begin)
        if (o.behind !== 'none') yield* fence(o.behind)
        yield* left.store(i, o.stored)
        yield* right.store(i, o.stored)
        yield* number.store(2 * i, o.end)
      }
    })
    thread('reader', function* () {
      const before = yield* number.load(o.before)
      if (before % 2 === 1) return
      const seen = yield* left.load(o.read)
      const isSame = seen === (yield* right.load(o.read))
      if (o.ahead !== 'none') yield* fence(o.ahead)
      const isValid = before === (yield* number.load(o.after))
      if (isValid && !isSame) yield* torn(() => step('torn'))
    })
    never('torn read', [torn], (inside) => inside.length > 0)
    for (const one of expected) expectVerdict(one)
  })

export const seqlock: System = withOrders('seqlock')

/** It looks at the number again before it has read the data. */
export const noAcquireFence: System = withOrders('seqlock, no acquire fence', { ahead: 'none' }, [
  { memory: 'cpp20', violates: 'torn read', steps: 7 },
])

/** An acquire instead: it keeps back what follows, and the data stand before it. */
export const acquireInstead: System = withOrders(
  'seqlock, acquire instead of the fence',
  { ahead: 'none', after: 'acquire' },
  [{ memory: 'cpp20', violates: 'torn read', steps: 7 }],
)

/** A release instead: it keeps back what stands before, and the data follow it. */
export const releaseInstead: System = withOrders(
  'seqlock, release instead of the fence',
  { behind: 'none', begin: 'release' },
  [{ memory: ['pso', 'cpp20'], violates: 'torn read', steps: 7 }],
)
