import { cell, cells, counter, modulo, proc, type System, spinUntil, system, threadIds } from 'lockproof'

/** Everybody draws a number and waits for its turn. */
export const ticketLock: System = system('ticket lock', ({ shared, regions, threads, always }) => {
  const { next, serving } = shared({ next: modulo(3), serving: modulo(3) })
  const { critical } = regions('critical')
  const lock = proc(function* lock() {
    const mine = yield* next.fetchAdd(1)
    yield* serving.waitFor(mine)
  })
  threads(threadIds(3), function* () {
    yield* lock()
    yield* critical()
    yield* serving.add(1)
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})

/** Everybody tries until the word says that it was free. */
export const spinLock: System = system('spin lock', ({ shared, regions, threads, always }) => {
  const { word, entries } = shared({ word: cell(['free', 'taken']), entries: counter({ upTo: 3 }) })
  const { critical } = regions('critical')
  threads(threadIds(3), function* () {
    yield* spinUntil(() => word.compareAndSwap('free', 'taken'))
    yield* critical(() => entries.add(1))
    yield* word.store('free')
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})

/** Peterson's lock of two: each says that it wants to, gives way, and waits. A row has a cell for each key. */
export const peterson: System = system('peterson', ({ shared, regions, threads, always }) => {
  const ids = threadIds(2)
  const { wants, turn } = shared({ wants: cells(ids, [false, true]), turn: cell(ids) })
  const { critical } = regions('critical')
  threads(ids, function* (me) {
    const other = me === ids[0] ? ids[1] : ids[0]
    yield* wants.at(me).store(true)
    yield* turn.store(other)
    yield* spinUntil(function* () {
      return !(yield* wants.at(other).load()) || (yield* turn.load()) === me
    })
    yield* critical()
    yield* wants.at(me).store(false)
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
