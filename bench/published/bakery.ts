import { again, atomically, cells, type Family, loop, range, step, system } from 'lockproof'

type Process = {
  readonly at: 'idle' | 'scanning' | 'watching' | 'comparing' | 'critical'
  readonly seen: number
  readonly max: number
}

const idle: Process = { at: 'idle', seen: 0, max: 0 }

/**
 * `bakery` of the BEEM benchmark set: Lamport's bakery with tickets up to MAX, at which it gets stuck. Not derived from
 * the catalogue's, which backs off there: here taking a ticket and saying that it is chosen are one step, and what was
 * read is remembered. The bug (1): higher tickets go first.
 */
export const bakery: Family<{ N: number; MAX: number; ERROR: number }> = system(
  'published bakery',
  { N: 2, MAX: 9, ERROR: 0 },
  ({ shared, regions, threads, always, allowDeadlock }, { N, MAX, ERROR }) => {
    const ids = range(N)
    const { choosing, number } = shared({ choosing: cells(ids, [false, true]), number: cells(ids, range(MAX + 1)) })
    const { critical } = regions('critical')

    const mayPass = (me: number, mine: number, other: number, theirs: number): boolean =>
      theirs === 0 || (theirs === mine && me <= other) || (ERROR === 1 ? theirs < mine : theirs > mine)

    threads(ids, function* (me) {
      yield* loop(idle, function* ({ at, seen, max }) {
        switch (at) {
          case 'idle':
            yield* choosing.at(me).store(true)
            return again({ at: 'scanning', seen: 0, max: 0 })
          case 'scanning':
            if (seen < N) return again({ at, seen: seen + 1, max: Math.max(max, yield* number.at(seen).load()) })
            yield* atomically(function* () {
              yield* number
                .at(me)
                .when(() => max < MAX)
                .store(max + 1)
              yield* choosing.at(me).store(false)
            })
            return again({ at: 'watching', seen: 0, max })
          case 'watching':
            if (seen < N) yield* choosing.at(seen).waitFor(false)
            else yield* step('enter')
            return again({ at: seen < N ? 'comparing' : 'critical', seen, max })
          case 'comparing':
            yield* number.at(seen).waitUntil((theirs) => mayPass(me, max + 1, seen, theirs))
            return again({ at: 'watching', seen: seen + 1, max })
          case 'critical':
            yield* critical(() => number.at(me).store(0))
            return again({ at: 'idle', seen, max })
        }
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    allowDeadlock()
  },
)
