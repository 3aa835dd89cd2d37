import { cell, type System, system } from 'lockproof'

export const naive: System = system('naive flag', ({ shared, regions, threads, always }) => {
  const { flag } = shared({ flag: cell(['free', 'taken']) })
  const { critical } = regions('critical')
  threads(['P0', 'P1'], function* () {
    yield* flag.waitFor('free')
    yield* flag.store('taken')
    yield* critical()
    yield* flag.store('free')
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
