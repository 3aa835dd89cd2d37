import { cell, cells, proc, type System, spinUntil, system, type ThreadId, threadIds } from 'lockproof'

/** Peterson's lock with stores that x86 keeps in a buffer: each sees its own flag, and not yet the other's. */
export const peterson: System = system('peterson', ({ shared, threads, regions, always }) => {
  const ids = threadIds(2)
  const { flag, turn } = shared({ flag: cells(ids, ['down', 'up']), turn: cell(ids) })
  const { critical } = regions('critical')
  const other = (me: ThreadId): ThreadId => (me === ids[0] ? (ids[1] as ThreadId) : (ids[0] as ThreadId)) // there are two
  const lock = proc(function* lock(me: ThreadId) {
    yield* flag.at(me).store('up', 'release')
    yield* turn.store(other(me), 'release')
    yield* spinUntil(function* () {
      if (yield* flag.at(other(me)).test((it) => it === 'down', 'acquire')) return true
      return yield* turn.test((it) => it === me, 'acquire')
    })
  })
  threads(ids, function* (me) {
    yield* lock(me)
    yield* critical()
    yield* flag.at(me).store('down', 'release')
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
