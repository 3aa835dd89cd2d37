import {
  again,
  atomically,
  cell,
  cells,
  forever,
  loop,
  modulo,
  proc,
  type Region,
  range,
  repeatUntil,
  type Steps,
  type System,
  spinUntil,
  system,
  type Tools,
  threadIds,
} from 'lockproof'

/** Locks whose clients come back for ever, or rest elsewhere for ever. */

type Regions = { readonly elsewhere: Region; readonly trying: Region; readonly critical: Region }

function regionsOf(tools: Tools, rests: boolean): Regions {
  const { elsewhere, trying, critical } = tools.regions('elsewhere', 'trying', 'critical')
  if (rests) tools.mayRest(elsewhere)
  return { elsewhere, trying, critical }
}

/** Elsewhere, trying, critical, and out. */
function client<Me>(
  { elsewhere, trying, critical }: Regions,
  lock: (me: Me) => Steps<unknown>,
  unlock: (me: Me) => Steps<unknown>,
) {
  return function* (me: Me) {
    yield* forever(function* () {
      yield* elsewhere()
      yield* trying(() => lock(me))
      yield* critical()
      yield* unlock(me)
    })
  }
}

export const alternation = (rests: boolean): System =>
  system('strict alternation', (tools) => {
    const { turn } = tools.shared({ turn: cell([0, 1]) })
    const lock = proc(function* lock(me: number) {
      yield* turn.waitFor(me === 0 ? 0 : 1)
    })
    const unlock = proc(function* unlock(me: number) {
      yield* turn.store(me === 0 ? 1 : 0)
    })
    tools.threads([0, 1], client(regionsOf(tools, rests), lock, unlock))
  })

type Kind = 'waits' | 'spins' | 'waits, then tries' | 'spins, then tries'

export const testAndSet = (kind: Kind): System =>
  system(`test and set that ${kind}`, (tools) => {
    const { flag } = tools.shared({ flag: cell(['free', 'taken']) })
    const lock = proc(function* lock() {
      if (kind === 'waits') yield* flag.when('free').store('taken')
      else if (kind === 'spins') yield* spinUntil(() => flag.compareAndSwap('free', 'taken'))
      else
        yield* repeatUntil(function* () {
          if (kind === 'waits, then tries') yield* flag.waitFor('free')
          else yield* spinUntil(() => flag.test((value) => value === 'free'))
          return yield* flag.compareAndSwap('free', 'taken')
        })
    })
    const unlock = proc(function* unlock() {
      yield* flag.store('free')
    })
    tools.threads(threadIds(2), client(regionsOf(tools, true), lock, unlock))
  })

export const peterson = (): System =>
  system('peterson', (tools) => {
    const { flag, turn } = tools.shared({ flag: cells([0, 1], [false, true]), turn: cell([0, 1]) })
    const other = (me: number): 0 | 1 => (me === 0 ? 1 : 0)
    const lock = proc(function* lock(me: number) {
      yield* flag.at(me === 0 ? 0 : 1).store(true)
      yield* turn.store(other(me))
      yield* spinUntil(function* () {
        if (!(yield* flag.at(other(me)).load())) return true
        return yield* turn.test((now) => now === me)
      })
    })
    const unlock = proc(function* unlock(me: number) {
      yield* flag.at(me === 0 ? 0 : 1).store(false)
    })
    tools.threads([0, 1], client(regionsOf(tools, true), lock, unlock))
  })

export const filter = (N: number): System =>
  system('filter', (tools) => {
    const ids = range(N)
    const rungs = range(1, N)
    const { level, victim } = tools.shared({ level: cells(ids, range(N)), victim: cells(rungs, ids) })
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
    tools.threads(ids, client(regionsOf(tools, true), lock, unlock))
  })

/** After its doorway a client is in `waiting`, too. */
export const ticket = (N: number): System =>
  system('ticket', (tools) => {
    const { next, serving } = tools.shared({ next: modulo(N), serving: modulo(N) })
    const { waiting } = tools.regions('waiting')
    const lock = proc(function* lock() {
      const mine = yield* next.fetchAdd(1)
      yield* waiting(() => serving.waitFor(mine))
    })
    const unlock = proc(function* unlock() {
      yield* serving.add(1)
    })
    tools.threads(threadIds(N), client(regionsOf(tools, true), lock, unlock))
  })

/** Philosophers who take both forks in one step. */
export const bothForks = (N: number): System =>
  system('both forks at once', (tools) => {
    const seats = range(N)
    const { fork } = tools.shared({ fork: cells(seats, ['free', 'taken']) })
    const { elsewhere, trying, critical } = regionsOf(tools, true)
    tools.threads(seats, function* (seat) {
      const [left, right] = [fork.at(seat), fork.at((seat + 1) % N)]
      yield* forever(function* () {
        yield* elsewhere()
        yield* trying(() =>
          atomically(function* () {
            yield* left.when('free').store('taken')
            yield* right.when('free').store('taken')
          }),
        )
        yield* critical(() => left.store('free'))
        yield* right.store('free')
      })
    })
  })
