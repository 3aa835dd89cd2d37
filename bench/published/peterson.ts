import { again, cells, choose, type Family, loop, range, step, system } from 'lockproof'

type Process = {
  readonly at: 'idle' | 'climbing' | 'entering' | 'looking' | 'critical'
  readonly rung: number
  readonly seen: number
}

const idle: Process = { at: 'idle', rung: 0, seen: 0 }

/**
 * `peterson` of the BEEM benchmark set: the filter lock. Not derived from the catalogue's, which looks and looks again:
 * here a step waits until the other is below, or until somebody came later, as the thread has chosen, and it remembers
 * how far it came. The bugs: a thread on its own rung counts as below it (1); a rung is left when the wrong array says
 * that somebody else came later (2).
 */
export const peterson: Family<{ N: number; ERROR: number }> = system(
  'published peterson',
  { N: 3, ERROR: 0 },
  ({ shared, regions, threads, always }, { N, ERROR }) => {
    const ids = range(N)
    const { pos, step: latest } = shared({ pos: cells(ids, range(N)), step: cells(ids, ids) })
    const { critical } = regions('critical')

    const isBelow = (theirs: number, rung: number): boolean => (ERROR === 1 ? theirs <= rung : theirs < rung)
    const last = ERROR === 2 ? pos : latest

    threads(ids, function* (me) {
      yield* loop(idle, function* ({ at, rung, seen }) {
        switch (at) {
          case 'idle':
            yield* step('compete')
            return again({ at: 'climbing', rung: 1, seen })
          case 'climbing':
            if (rung === N) {
              yield* step('enter')
              return again({ at: 'critical', rung, seen })
            }
            yield* pos.at(me).store(rung)
            return again({ at: 'entering', rung, seen })
          case 'entering':
            yield* latest.at(rung - 1).store(me)
            return again({ at: 'looking', rung, seen: 0 })
          case 'looking': {
            const isDone = seen === N
            if (!isDone && (yield* choose(['look on', 'climb'])) === 'look on') {
              if (seen === me) yield* step('itself')
              else yield* pos.at(seen).waitUntil((theirs) => isBelow(theirs, rung))
              return again({ at: 'looking', rung, seen: seen + 1 })
            }
            if (isDone) yield* step('all are below')
            else yield* last.at(rung - 1).waitUntil((id) => id !== me)
            return again({ at: 'climbing', rung: rung + 1, seen })
          }
          case 'critical':
            yield* critical(() => pos.at(me).store(0))
            return again({ at: 'idle', rung, seen })
        }
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  },
)
