import {
  cell,
  type ExpectedVerdict,
  type LoadOrder,
  type Order,
  plains,
  type System,
  spinUntil,
  system,
} from 'lockproof'

type Orders = { readonly push: Order; readonly top: LoadOrder; readonly pop: Order }

export const orders: Orders = { push: 'release', top: 'acquire', pop: 'relaxed' }

/**
 * The stack of Treiber (Systems programming: coping with parallelism, 1986): one thread pushes two nodes into which it has written, another pops one and
 * reads it. No node comes back, so nothing is said of ABA.
 */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
): System =>
  system(name, ({ shared, thread, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const nodes = ['a', 'b'] as const
    const { top, next, value } = shared({
      top: cell([null, ...nodes]),
      next: plains(nodes, [null, ...nodes]),
      value: plains(nodes, ['nothing', 'something']),
    })
    thread('pusher', function* () {
      for (const node of nodes) {
        yield* value.at(node).store('something')
        yield* spinUntil(function* () {
          const old = yield* top.load('relaxed')
          yield* next.at(node).store(old)
          return yield* top.compareAndSwap(old, node, o.push, 'relaxed')
        })
      }
    })
    thread('popper', function* () {
      const node = yield* top.load(o.top)
      if (node === null) return
      const rest = yield* next.at(node).load()
      if (yield* top.compareAndSwap(node, rest, o.pop, 'relaxed')) yield* value.at(node).load()
    })
    for (const one of expected) expectVerdict(one)
  })

export const treiber: System = withOrders('Treiber stack')

/** The node is on the stack before what was written into it. */
export const pushedRelaxed: System = withOrders('Treiber stack, pushed relaxed', { push: 'relaxed' }, [
  { memory: 'pso', fails: 'data race', steps: 8 },
  { memory: 'cpp20', fails: 'data race', steps: 6 },
])
