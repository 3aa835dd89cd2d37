import { cells, type Family, forever, range, step, system } from 'lockproof'

/** Dining philosophers who all take the left fork first: one deadlock, each with one fork in hand (Dijkstra 1971). */
export const phil: Family<{ N: number; mayDeadlock: boolean }> = system(
  'phil',
  { N: 5, mayDeadlock: false },
  ({ shared, threads, allowDeadlock, expectVerdict }, { N, mayDeadlock }) => {
    const seats = range(N)
    const { fork } = shared({ fork: cells(seats, ['free', 'taken']) })

    threads(seats, function* (seat) {
      const left = fork.at(seat)
      const right = fork.at((seat + 1) % N)
      yield* forever(function* () {
        yield* step('thinking')
        yield* left.when('free').store('taken')
        yield* right.when('free').store('taken')
        yield* left.store('free')
        yield* right.store('free')
      })
    })

    if (mayDeadlock) allowDeadlock()
    else expectVerdict({ deadlock: true, steps: 2 * N })
  },
)
