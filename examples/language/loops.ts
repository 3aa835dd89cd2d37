import {
  again,
  cell,
  counter,
  fold,
  forever,
  loop,
  proc,
  range,
  repeatUntil,
  type System,
  system,
  threadIds,
} from 'lockproof'

/** Tries at most three times, then gives up; only the number of the try survives a round. */
export const boundedTries: System = system('bounded tries', ({ shared, regions, threads, always, reachable }) => {
  const { flag } = shared({ flag: cell(['free', 'taken']) })
  const { critical, givenUp } = regions('critical', 'givenUp')
  const tryLock = proc(function* tryLock() {
    return yield* loop(1, function* (attempt) {
      if (yield* flag.compareAndSwap('free', 'taken')) return true
      return attempt === 3 ? false : again(attempt + 1)
    })
  })
  threads(threadIds(2), function* () {
    if (yield* tryLock()) {
      yield* critical()
      yield* flag.store('free')
    } else yield* givenUp()
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  reachable('somebody gives up', [givenUp], (ids) => ids.length > 0)
})

/** One thread fills three slots in order; the other takes, until it has seen the end, and adds up what it took. */
export const sums: System = system('sums', ({ shared, thread, always }) => {
  const { slot, sum } = shared({ slot: cell(['empty', 1, 2, 3, 'end']), sum: counter({ upTo: 6 }) })
  thread('producer', function* () {
    const total = yield* fold([1, 2, 3] as const, 0, function* (soFar, item) {
      yield* slot.when('empty').store(item)
      return soFar + item
    })
    if (total === 6) yield* slot.when('empty').store('end')
  })
  thread('consumer', function* () {
    yield* repeatUntil(function* () {
      const got = yield* slot.when((it) => it !== 'empty').exchange('empty')
      if (typeof got === 'number') yield* sum.add(got)
      return got === 'end'
    })
  })
  always('never more than all', [sum], (s) => range(7).includes(s))
})

/** Two clerks who hand a turn to each other for ever: a system need not end. */
export const turns: System = system('turns', ({ shared, thread, reachable }) => {
  const { turn } = shared({ turn: cell(['left', 'right']) })
  thread('L', function* () {
    yield* forever(() => turn.when('left').store('right'))
  })
  thread('R', function* () {
    yield* forever(() => turn.when('right').store('left'))
  })
  reachable('the right one has its turn', [turn], (it) => it === 'right')
})
