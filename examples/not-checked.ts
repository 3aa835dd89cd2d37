import { cell, forever, type System, system } from 'lockproof'

/** Two wait for each other for ever while a third goes on: no deadlock by the word, since a thread can step. A property finds it. */
const besideAClock = (name: string, isAsked: boolean): System =>
  system(name, ({ shared, regions, thread, never, expectVerdict }) => {
    const { left, right } = shared({ left: cell(['free', 'taken']), right: cell(['free', 'taken']) })
    const { clock } = shared({ clock: cell(['tick', 'tock']) })
    const { hasLeft, hasRight } = regions('hasLeft', 'hasRight')
    thread('P0', function* () {
      yield* left.when('free').store('taken')
      yield* hasLeft(() => right.when('free').store('taken'))
      yield* right.store('free')
      yield* left.store('free')
    })
    thread('P1', function* () {
      yield* right.when('free').store('taken')
      yield* hasRight(() => left.when('free').store('taken'))
      yield* left.store('free')
      yield* right.store('free')
    })
    thread('clock', function* () {
      yield* forever(() => clock.update((c) => (c === 'tick' ? 'tock' : 'tick')))
    })
    if (!isAsked) return
    never('each waits for the other', [hasLeft, hasRight], (l, r) => l.length > 0 && r.length > 0)
    expectVerdict({ violates: 'each waits for the other', steps: 2 })
  })

export const unseen: System = besideAClock('beside a clock', false)
export const seen: System = besideAClock('beside a clock, asked', true)

/** A thread that may never get its turn: the other is faster each time, and no state shows it. */
export const overtaken: System = system('overtaken', ({ shared, regions, thread, always }) => {
  const { flag } = shared({ flag: cell(['free', 'taken']) })
  const { critical } = regions('critical')
  thread('patient', function* () {
    yield* flag.when('free').store('taken')
    yield* critical()
    yield* flag.store('free')
  })
  thread('greedy', function* () {
    yield* forever(function* () {
      yield* flag.when('free').store('taken')
      yield* critical()
      yield* flag.store('free')
    })
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
