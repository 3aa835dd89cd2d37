import { again, cells, type Family, forever, loop, proc, range, skip, system } from 'lockproof'

/** The filter lock: Peterson's algorithm for N threads, which looks at one other thread at a time (Peterson 1981). */
export const peterson: Family<{ N: number }> = system('peterson', { N: 3 }, (tools, { N }) => {
  const { shared, regions, threads, always } = tools
  const ids = range(N)
  const rungs = range(1, N)
  const { level, victim } = shared({
    level: cells(ids, range(N)), // 0: not on the ladder
    victim: cells(rungs, ids),
  })
  const { critical } = regions('critical')

  /** Passes a rung once every other thread is below it, or somebody came to it later. */
  const climb = proc(function* climb(me: number, rung: number) {
    const others = ids.filter((id) => id !== me)
    yield* level.at(me).store(rung)
    yield* victim.at(rung).store(me)
    yield* loop(0, function* (seen) {
      const other = others[seen]
      if (other === undefined) return
      if (!(yield* level.at(other).test((theirs) => theirs >= rung))) return again(seen + 1)
      if (yield* victim.at(rung).test((last) => last === me)) return again(seen)
      return
    })
  })

  const lock = proc(function* lock(me: number) {
    for (const rung of rungs) yield* climb(me, rung)
  })

  const unlock = proc(function* unlock(me: number) {
    yield* level.at(me).store(0)
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
