import { cell, forever, type System, system } from 'lockproof'

/** Two wait for each other for ever while a third goes on: no deadlock by the word, since somebody is owed a step. */
export const besideAClock: System = system('beside a clock', ({ shared, thread, expectVerdict }) => {
  const { left, right } = shared({ left: cell(['free', 'taken']), right: cell(['free', 'taken']) })
  const { clock } = shared({ clock: cell(['tick', 'tock']) })
  thread('P0', function* () {
    yield* left.when('free').store('taken')
    yield* right.when('free').store('taken')
    yield* right.store('free')
    yield* left.store('free')
  })
  thread('P1', function* () {
    yield* right.when('free').store('taken')
    yield* left.when('free').store('taken')
    yield* left.store('free')
    yield* right.store('free')
  })
  thread('clock', () => forever(() => clock.update((it) => (it === 'tick' ? 'tock' : 'tick'))))
  expectVerdict({ stuck: 'P0', steps: 2 })
})
