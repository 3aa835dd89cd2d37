import { again, atomically, cells, type Family, loop, range, step, system, threadIds } from 'lockproof'

type Process = { readonly at: 'idle' | 'flag' | 'turn' | 'wait' | 'critical'; readonly level: number }

/**
 * `n_peterson` of the Murphi distribution: the filter lock again. Here a thread looks at all others in one step, which
 * goes through N objects; a look in vain is a step too, which changes nothing.
 */
export const nPeterson: Family<{ N: number }> = system(
  'published n_peterson',
  { N: 3 },
  ({ shared, regions, threads, always }, { N }) => {
    const ids = threadIds(N)
    const { Q, turn } = shared({ Q: cells(ids, range(N)), turn: cells(range(1, N), [null, ...ids]) })
    const { critical } = regions('critical')

    threads(ids, function* (me) {
      yield* loop<Process>({ at: 'idle', level: 0 }, function* ({ at, level }) {
        switch (at) {
          case 'idle':
            yield* step('compete')
            return again<Process>({ at: 'flag', level: 1 })
          case 'flag':
            yield* Q.at(me).store(level)
            return again<Process>({ at: 'turn', level })
          case 'turn':
            yield* turn.at(level).store(me)
            return again<Process>({ at: 'wait', level })
          case 'wait': {
            const mayPass = yield* atomically(function* () {
              if (yield* turn.at(level).test((last) => last !== me)) return true
              for (const other of ids) if (other !== me && (yield* Q.at(other).test((q) => q >= level))) return false
              return true
            })
            if (!mayPass) return again<Process>({ at: 'wait', level })
            return again<Process>({ at: level + 1 < N ? 'flag' : 'critical', level: level + 1 })
          }
          case 'critical':
            yield* critical(() => Q.at(me).store(1))
            return again<Process>({ at: 'idle', level })
        }
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  },
)
