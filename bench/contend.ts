import { forever, step, type ThreadId, type Tools } from 'lockproof'
import type { ExclusiveCalls } from '#locks'

/** Threads that take a plain lock again and again, and may do something else in between. */
export function contend<const Id extends ThreadId | number>(
  { regions, threads, always }: Pick<Tools, 'regions' | 'threads' | 'always'>,
  ids: readonly Id[],
  { lock, unlock }: ExclusiveCalls<Id>,
  inBetween: 'nothing' | 'elsewhere' = 'nothing',
): void {
  const { critical } = regions('critical')
  threads(ids, function* (me) {
    yield* forever(function* () {
      yield* lock(me)
      yield* critical(function* () {
        yield* step('critical section')
        yield* unlock(me)
      })
      if (inBetween === 'elsewhere') yield* step('elsewhere')
    })
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
}
