import { type Cell, cell, type ThreadId } from '../../language/index.ts'
import { type ExclusiveCalls, type ExclusiveLock, exclusive } from '../exclusive.ts'
import { type Instead, nothing } from '../instead.ts'
import { lock } from '../lock.ts'

export type Flag = Cell<'free' | 'taken'>

/** One flag that is tested and set in one step. */
export const flagLock = (instead: Instead<Flag, ExclusiveCalls<ThreadId>> = nothing): ExclusiveLock =>
  lock({
    name: 'flag lock',
    ...exclusive,
    describe({ shared }) {
      const { flag } = shared({ flag: cell(['free', 'taken']) })
      return {
        lock: () => flag.when('free').store('taken'),
        unlock: () => flag.store('free'),
        ...instead(flag),
      }
    },
  })
