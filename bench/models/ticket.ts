import { type Family, forever, modulo, proc, skip, system, threadIds } from 'lockproof'

/** The ticket lock; as there are never more than N customers, tickets may be counted modulo N. */
export const ticket: Family<{ N: number }> = system('ticket', { N: 4 }, (tools, { N }) => {
  const { shared, regions, threads, always } = tools
  const { next, serving } = shared({ next: modulo(N), serving: modulo(N) })
  const { critical } = regions('critical')

  const lock = proc(function* lock() {
    const mine = yield* next.fetchAdd(1)
    yield* serving.waitFor(mine)
  })

  const unlock = proc(function* unlock() {
    yield* serving.add(1)
  })

  threads(threadIds(N), function* () {
    yield* forever(function* () {
      yield* lock()
      yield* critical(function* () {
        yield* skip('critical section')
        yield* unlock()
      })
      yield* skip('elsewhere')
    })
  })

  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
