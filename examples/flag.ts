import { cell, type Family, forever, proc, range, rest, system } from 'lockproof'

/** A flag that is tested and set in one step. */
export const flagLock: Family<{ N: number }> = system('flag', { N: 3 }, (tools, { N }) => {
  const { shared, regions, threads, always, reachable } = tools
  const { flag } = shared({ flag: cell(['free', 'taken']) })
  const { trying, critical } = regions('trying', 'critical')

  const lock = proc(function* lock() {
    yield* flag.when('free').store('taken')
  })
  const unlock = proc(function* unlock() {
    yield* flag.store('free')
  })

  threads(range(N), function* () {
    yield* forever(function* () {
      yield* rest()
      yield* trying(lock)
      yield* critical()
      yield* unlock()
    })
  })

  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  reachable('all compete', [trying], (waiting) => waiting.length === N)
})
