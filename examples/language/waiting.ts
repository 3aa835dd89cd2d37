import {
  cell,
  either,
  type Family,
  forever,
  idle,
  may,
  mayEnd,
  modulo,
  type System,
  system,
  threadIds,
  timeout,
} from 'lockproof'

/** Somebody may press a button, and whenever it was pressed the door opens. */
export const doorbell: System = system('doorbell', ({ shared, thread, leadsTo, infinitelyOften }) => {
  const { button, door } = shared({ button: cell(['still', 'pressed']), door: cell(['shut', 'open']) })
  thread('visitor', () => forever(() => may(button.when('still').store('pressed'))))
  thread('porter', () =>
    forever(function* () {
      yield* idle(button.when('pressed').store('still'))
      yield* door.store('open')
      yield* door.store('shut')
    }),
  )
  leadsTo(
    'who rings is let in',
    [button, door],
    (b) => b === 'pressed',
    (_, d) => d === 'open',
  )
  infinitelyOften('the button is still', [button], (b) => b === 'still')
})

/** A wait that something may end: by a time-out at the wait, by a signal anywhere in a stretch. What was held is given back. */
export const patience: System = system('patience', ({ shared, thread, regions, eventually, reachable }) => {
  const { first, second } = shared({ first: cell(['free', 'held']), second: cell(['free', 'held']) })
  const { gaveUp } = regions('gaveUp')
  thread('hasty', function* () {
    yield* first.when('free').store('held')
    const how = yield* either(second.when('free').store('held'), timeout())
    if (how === 'timed out') yield* gaveUp()
    else yield* second.store('free')
    yield* first.store('free')
  })
  thread('interrupted', function* () {
    const lock = function* () {
      yield* second.when('free').store('held')
      return 'locked' as const
    }
    if ((yield* mayEnd(lock, { by: 'EINTR' })) === 'locked') yield* second.store('free')
  })
  eventually('the first is used', [first], (state) => state === 'held')
  reachable('the hasty one gives up', [gaveUp], (inside) => inside.length > 0)
})

/** A ticket lock, and all that can be said of waiting for it. */
export const served: Family<{ N: number }> = system('served in order', { N: 3 }, (tools, { N }) => {
  const { shared, regions, threads, mayRest, fairness } = tools
  const { next, serving } = shared({ next: modulo(N), serving: modulo(N) })
  const { elsewhere, trying, waiting, critical } = regions('elsewhere', 'trying', 'waiting', 'critical')
  threads(threadIds(N), () =>
    forever(function* () {
      yield* elsewhere()
      yield* trying(function* () {
        const mine = yield* next.fetchAdd(1) // the doorway
        yield* waiting(() => serving.waitFor(mine))
      })
      yield* critical(() => serving.add(1))
    }),
  )
  mayRest(elsewhere)
  fairness('weak') // as if nothing were said
  tools.progress(trying, critical)
  tools.starvationFree(trying, critical)
  tools.boundedBypass(waiting, critical, N - 1)
  tools.firstComeFirstServed(trying, waiting, critical)
  tools.ltl('G (waiting.T0 -> F critical.T0)')
})
