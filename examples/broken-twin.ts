import { cell, type System, system } from 'lockproof'

/** A flag that is tested and set in one step; or, in its broken twin, in two. */
const flagLock = (name: string, isTorn: boolean): System =>
  system(name, ({ shared, regions, threads, always, expectVerdict }) => {
    const { flag } = shared({ flag: cell(['free', 'taken']) })
    const { critical } = regions('critical')
    threads(['P0', 'P1'], function* () {
      if (isTorn) {
        yield* flag.waitFor('free')
        yield* flag.store('taken')
      } else yield* flag.when('free').store('taken')
      yield* critical()
      yield* flag.store('free')
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    expectVerdict(isTorn ? { violates: 'mutual exclusion', steps: 4 } : 'verified')
  })

export const whole: System = flagLock('flag', false)
export const torn: System = flagLock('flag, torn', true)
