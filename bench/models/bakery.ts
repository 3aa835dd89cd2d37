import { again, cells, type Family, fold, forever, loop, proc, range, type Steps, skip, system } from 'lockproof'

type Place = readonly [ticket: number, id: number]

const isBefore = ([ticket, id]: Place, [otherTicket, otherId]: Place): boolean =>
  ticket < otherTicket || (ticket === otherTicket && id < otherId)

/** Lamport's bakery (1974) with tickets 1 to M: who would need a higher one backs off and tries again. */
export const bakery: Family<{ N: number; M: number }> = system('bakery', { N: 3, M: 3 }, (tools, { N, M }) => {
  const { shared, regions, threads, always } = tools
  const ids = range(N)
  const { choosing, number } = shared({
    choosing: cells(ids, [false, true]),
    number: cells(ids, range(M + 1)), // 0: no ticket
  })
  const { critical } = regions('critical')

  const highest = (): Steps<number> =>
    fold(ids, 0, function* (high, id) {
      return Math.max(high, yield* number.at(id).load())
    })

  const takeTicket = proc(function* takeTicket(me: number) {
    const ticket = yield* loop(undefined, function* () {
      yield* choosing.at(me).store(true)
      const last = yield* highest()
      if (last < M) {
        yield* number.at(me).store(last + 1)
        return last + 1
      }
      yield* choosing.at(me).store(false)
      return again(undefined)
    })
    yield* choosing.at(me).store(false)
    return ticket
  })

  const lock = proc(function* lock(me: number) {
    const mine = yield* takeTicket(me)
    for (const other of ids) {
      yield* choosing.at(other).waitFor(false)
      yield* number.at(other).waitUntil((theirs) => theirs === 0 || !isBefore([theirs, other], [mine, me]))
    }
  })

  const unlock = proc(function* unlock(me: number) {
    yield* number.at(me).store(0)
  })

  threads(ids, function* (me) {
    yield* forever(function* () {
      yield* lock(me)
      yield* critical(function* () {
        yield* skip('critical section')
        yield* unlock(me)
      })
    })
  })

  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
