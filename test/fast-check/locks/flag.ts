import { cell, proc } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from './exclusive.ts'

export type FlagBug = 'looks, then takes' | 'any value opens' | 'unlock forgets'

/** One flag that is tested and set at once. */
export const flagLock = (bug?: FlagBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'flag lock',
    ...exclusive,
    describe({ shared }) {
      const { flag } = shared({ flag: cell(['free', 'taken']) })
      const inTwoSteps = proc(function* lock() {
        yield* flag.waitFor('free')
        yield* flag.store('taken')
      })
      return {
        lock: () => {
          if (bug === 'looks, then takes') return inTwoSteps()
          return bug === 'any value opens' ? flag.store('taken') : flag.when('free').store('taken')
        },
        unlock: () => flag.store(bug === 'unlock forgets' ? 'taken' : 'free'),
      }
    },
  })
