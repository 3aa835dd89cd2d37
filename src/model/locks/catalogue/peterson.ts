import { again, type Cells, cells, loop, proc, range, type Steps, type Tools } from '../../language/index.ts'
import { type ExclusiveCalls, type ExclusiveLock, exclusive, numbered } from '../exclusive.ts'
import { type Instead, nothing } from '../instead.ts'
import { lock } from '../lock.ts'

export type Ladder = {
  /** The rung of each thread; 0: not on the ladder. */
  readonly level: Cells<number, number>
  /** Who came last to each rung. */
  readonly victim: Cells<number, number>
}

export type PetersonSteps = {
  enter(me: number, rung: number): Steps
  /** Looks once at another thread on the ladder: whether it is below the rung, or somebody came later. */
  look(me: number, other: number, rung: number): Steps<'is below' | 'came later' | 'is ahead'>
}

/** The filter lock: Peterson's algorithm for N threads, which looks at one other thread at a time (Peterson 1981). */
export function peterson(
  { shared }: Pick<Tools, 'shared'>,
  N: number,
  instead: Instead<Ladder, PetersonSteps> = nothing,
): ExclusiveCalls<number> {
  const ids = range(N)
  const rungs = range(1, N)
  const ladder = shared({ level: cells(ids, range(N)), victim: cells(rungs, ids) })
  const { enter, look } = { ...stepsOf(ladder), ...instead(ladder) }

  /** Passes a rung once every other thread is below it, or somebody came to it later. */
  const climb = proc(function* climb(me: number, rung: number) {
    const others = ids.filter((id) => id !== me)
    yield* enter(me, rung)
    yield* loop(0, function* (passed) {
      const other = others[passed]
      if (other === undefined) return
      const seen = yield* look(me, other, rung)
      if (seen === 'came later') return
      return again(seen === 'is below' ? passed + 1 : passed)
    })
  })

  return {
    lock: proc(function* lock(me: number) {
      for (const rung of rungs) yield* climb(me, rung)
    }),
    unlock: proc(function* unlock(me: number) {
      yield* ladder.level.at(me).store(0)
    }),
  }
}

/** The filter lock for clients in any order. For two of them it is Peterson's lock with a flag each and a turn. */
export const petersonLock = (instead: Instead<Ladder, PetersonSteps> = nothing): ExclusiveLock =>
  lock({
    name: 'peterson',
    ...exclusive,
    describe: (tools, clients) => numbered(clients, peterson(tools, clients.length, instead)),
  })

const stepsOf = ({ level, victim }: Ladder): PetersonSteps => ({
  *enter(me, rung) {
    yield* level.at(me).store(rung)
    yield* victim.at(rung).store(me)
  },
  *look(me, other, rung) {
    if (!(yield* level.at(other).test((theirs) => theirs >= rung))) return 'is below'
    return (yield* victim.at(rung).test((last) => last === me)) ? 'is ahead' : 'came later'
  },
})
