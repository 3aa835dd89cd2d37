import { counter, type Family, plain, proc, repeat, system, threadIds } from 'lockproof'

type Clients = { N: number; rounds: number }

/** A ticket lock with the orders that its author was sure of; the others are as strong as can be. */
export const ticket: Family<Clients> = system('ticket', { N: 2, rounds: 2 }, (tools, { N, rounds }) => {
  const { shared, threads, regions, always } = tools
  const { next, owner, data } = shared({
    next: counter({ upTo: N * rounds }),
    owner: counter({ upTo: N * rounds }),
    data: plain([0, 1]),
  })
  const { critical } = regions('critical')
  const lock = proc(function* lock() {
    const mine = yield* next.fetchAdd(1)
    yield* owner.waitFor(mine, 'acquire')
  })
  const unlock = proc(function* unlock() {
    const mine = yield* owner.load()
    yield* owner.store(mine + 1, 'release')
  })
  threads(threadIds(N), function* () {
    yield* repeat(rounds, function* () {
      yield* lock()
      yield* critical(function* () {
        const seen = yield* data.load()
        yield* data.store(seen === 0 ? 1 : 0)
      })
      yield* unlock()
    })
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
