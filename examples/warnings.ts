import { cell, type System, system } from 'lockproof'

/** Its property holds because nothing happens that could violate it: the second thread takes another flag. */
export const twoFlags: System = system('two flags', ({ shared, regions, thread, always }) => {
  const { left, right } = shared({ left: cell(['free', 'taken']), right: cell(['free', 'taken']) })
  const { critical, cleaning } = regions('critical', 'cleaning')
  thread('P0', function* () {
    yield* left.when('free').store('taken')
    yield* critical()
    yield* left.store('free')
  })
  thread('P1', function* () {
    yield* right.when('free').store('taken')
    yield* right.store('free')
  })
  always('nobody cleans in a critical section', [critical, cleaning], (inside, cleaners) =>
    inside.every((id) => !cleaners.includes(id)),
  )
})
