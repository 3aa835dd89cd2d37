import {
  again,
  atomically,
  cell,
  cells,
  choose,
  forever,
  loop,
  modulo,
  object,
  range,
  repeatUntil,
  type System,
  step,
  strong,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

/** Somebody who could raise a flag, and chooses each time. */
export const chooses = (isForced: boolean): System =>
  system('stay or go', ({ shared, regions, thread, fairness, starvationFree }) => {
    const { flag } = shared({ flag: cell(['down', 'up']) })
    const { trying, critical } = regions('trying', 'critical')
    thread('A', function* () {
      yield* trying(() =>
        repeatUntil(function* () {
          if ((yield* choose(['stay', 'go'])) === 'stay') {
            yield* flag.load()
            return false
          }
          yield* flag.store('up')
          return true
        }),
      )
      yield* critical()
    })
    fairness(isForced ? { strong: [strong(flag, 'store')] } : 'strong')
    starvationFree(trying, critical)
  })

/** Philosophers who take both forks in one step; of each it is assumed that it takes its first fork if it could again and again. */
export const firstForks = (N: number): System =>
  system('both forks at once', ({ shared, regions, threads, fairness, starvationFree }) => {
    const seats = range(N)
    const { fork } = shared({ fork: cells(seats, ['free', 'taken']) })
    const { trying, critical } = regions('trying', 'critical')
    threads(seats, (seat) =>
      forever(function* () {
        const [left, right] = [fork.at(seat), fork.at((seat + 1) % N)]
        yield* trying(() =>
          atomically(function* () {
            yield* left.when('free').exchange('taken')
            yield* right.when('free').store('taken')
          }),
        )
        yield* critical(() => left.store('free'))
        yield* right.store('free')
      }),
    )
    fairness({ strong: [strong(fork, 'exchange')] })
    starvationFree(trying, critical)
  })

/** A ticket lock of which only T0 is to be served in the end: the scheduler is fair to it alone, and the others may stop wherever they are. */
export const onlyOne = (mayOthersStop: boolean): System =>
  system('only T0 is fair', ({ shared, regions, threads, mayRest, fairness, starvationFree }) => {
    const [N, ids] = [3, threadIds(3)]
    const { next, serving } = shared({ next: modulo(N), serving: modulo(N) })
    const { trying, critical, anywhere } = regions('trying', 'critical', 'anywhere')
    const round = function* (me: ThreadId) {
      const enter = function* () {
        const mine = yield* next.fetchAdd(1)
        yield* serving.waitFor(mine)
      }
      yield* me === ids[0] ? trying(enter) : enter()
      yield* me === ids[0] ? critical() : step('inside')
      yield* serving.add(1)
    }
    threads(ids, (me) => (me === ids[0] ? forever(() => round(me)) : anywhere(() => forever(() => round(me)))))
    if (mayOthersStop) mayRest(anywhere)
    fairness({ except: [ids[1], ids[2]] })
    starvationFree(trying, critical)
  })

/** T waits for a or b. Raising a commutes with all that T and B do, and hides that T is blocked for a moment. */
export const hiddenMoment: System = system('a raised flag hides a lowered one', (tools) => {
  const { trying, critical } = tools.regions('trying', 'critical')
  const { x } = tools.shared({
    x: object({ a: false, b: true })({
      raise(d) {
        d.a = true
      },
      lower(d) {
        waitUntil(d.b)
        d.a = false
      },
      drop(d) {
        d.b = false
      },
      lift(d) {
        waitUntil(d.a)
        d.b = true
      },
      waits(d) {
        waitUntil(d.a || d.b)
      },
    }),
  })
  tools.thread('T', function* () {
    yield* trying(() => x.waits())
    yield* critical()
  })
  tools.thread('A', () =>
    forever(function* () {
      yield* x.raise()
      yield* x.lower()
    }),
  )
  tools.thread('B', () =>
    forever(function* () {
      yield* x.drop()
      yield* x.lift()
    }),
  )
  tools.starvationFree(trying, critical)
})

/** P0 and P1 hand a turn to and fro for ever, and W waits. Up to names, one place has the turn, and the other never acts. */
export const passing: System = system('passing the turn', (tools) => {
  const ids = threadIds(2, 'P')
  const { trying, critical } = tools.regions('trying', 'critical')
  const { turn } = tools.shared({
    turn: object<{ readonly of: ThreadId | null; readonly isUp: boolean }>({ of: null, isUp: false })({
      act(d, me: ThreadId) {
        if (d.of === null) d.of = me
        else if (d.of === me) d.of = ids.find((id) => id !== me) ?? null
        else d.isUp = true
      },
      isUp(d) {
        waitUntil(d.isUp)
      },
    }),
  })
  tools.thread('W', function* () {
    yield* trying(() => turn.isUp())
    yield* critical()
  })
  tools.threads(ids, (me) => forever(() => turn.act(me)))
  tools.starvationFree(trying, critical)
})

/** Whoever has the seat first must signal; the other goes round. Up to names both places step, though only one thread does. */
export const seat: System = system('the seat', (tools) => {
  const { trying, critical } = tools.regions('trying', 'critical')
  const { seat, signal } = tools.shared({ seat: cell(['free', 'taken']), signal: cell(['down', 'up']) })
  tools.thread('W', function* () {
    yield* trying(() => signal.waitFor('up'))
    yield* critical()
  })
  tools.threads(threadIds(2, 'P'), () =>
    loop('asks', function* (place) {
      if (place === 'has it') {
        yield* signal.store('up')
        return
      }
      if (place === 'asks') return again((yield* seat.exchange('taken')) === 'free' ? 'has it' : 'goes')
      yield* step(place)
      return again(place === 'goes' ? 'comes' : 'asks')
    }),
  )
  tools.starvationFree(trying, critical)
})
