import { cells, type Family, forever, range, system } from 'lockproof'

/**
 * `phils` of the BEEM benchmark set: dining philosophers, who do not think as those of ../models/phil.ts do, which is a
 * step less; `ONE_LEFT_HANDED` makes one of them take the right fork first.
 */
export const phils: Family<{ N: number; ONE_LEFT_HANDED: boolean }> = system(
  'published phils',
  { N: 4, ONE_LEFT_HANDED: false },
  ({ shared, threads, allowDeadlock }, { N, ONE_LEFT_HANDED }) => {
    const seats = range(N)
    const { fork } = shared({ fork: cells(seats, ['free', 'taken']) })

    threads(seats, function* (seat) {
      const forks = [fork.at(seat), fork.at((seat + 1) % N)] as const
      const [first, second] = ONE_LEFT_HANDED && seat === 0 ? [forks[1], forks[0]] : forks
      yield* forever(function* () {
        yield* first.when('free').store('taken')
        yield* second.when('free').store('taken')
        yield* first.store('free')
        yield* second.store('free')
      })
    })

    allowDeadlock()
  },
)
