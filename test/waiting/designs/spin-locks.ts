import {
  type Cell,
  cell,
  cells,
  proc,
  repeatUntil,
  type Steps,
  type System,
  spinUntil,
  strong,
  system,
  threadIds,
} from 'lockproof'
import { Clients } from './clients.ts'

/** Two threads take turns, wanted or not. */
export const alternation = ({ rests = true }: { rests?: boolean } = {}): System =>
  system('strict alternation', (tools) => {
    const { turn } = tools.shared({ turn: cell([0, 1]) })
    new Clients(tools, { rests }).add([0, 1], {
      lock: (me) => turn.waitFor(me),
      unlock: (me) => turn.store(me === 0 ? 1 : 0),
    })
    tools.fairness({ strong: [strong(turn, 'waitFor')] })
    tools.allowDeadlock() // one rests, and the other waits for it
  })

/** Peterson's lock for two. */
export const peterson: System = system('peterson', (tools) => {
  const { flag, turn } = tools.shared({ flag: cells([0, 1], [false, true]), turn: cell([0, 1]) })
  const clients = new Clients(tools)
  const waiting = clients.waiting()
  const lock = proc(function* lock(me: 0 | 1) {
    const other = me === 0 ? 1 : 0
    yield* flag.at(me).store(true)
    yield* turn.store(other)
    const isFree = function* () {
      if (!(yield* flag.at(other).load())) return true
      return yield* turn.test((whose) => whose === me)
    }
    yield* waiting(() => spinUntil(isFree))
  })
  clients.add([0, 1], { lock, unlock: (me) => flag.at(me).store(false) })
  tools.fairness({ strong: [strong(flag, 'load', (isUp) => !isUp), strong(turn, 'test', (isMine) => isMine)] })
})

type Flag = Cell<'free' | 'taken'>
export type Way = 'waits' | 'spins' | 'waits, then tries' | 'spins, then tries'

/** Ways to take a flag. Each time the successful step is the one that enters. */
const ways: Readonly<Record<Way, (flag: Flag) => Steps<unknown>>> = {
  waits: (flag: Flag) => flag.when('free').store('taken'),
  spins: (flag: Flag) => spinUntil(() => flag.compareAndSwap('free', 'taken')),
  'waits, then tries': (flag: Flag) =>
    repeatUntil(function* () {
      yield* flag.waitFor('free')
      return yield* flag.compareAndSwap('free', 'taken')
    }),
  'spins, then tries': (flag: Flag) =>
    repeatUntil(function* () {
      yield* spinUntil(() => flag.test((state) => state === 'free'))
      return yield* flag.compareAndSwap('free', 'taken')
    }),
}

/** A flag that is tested and set. */
export const testAndSet = (way: Way, N: number, { isEachAnswer = false }: { isEachAnswer?: boolean } = {}): System =>
  system(`test and set: ${way}, N=${N}`, (tools) => {
    const { flag } = tools.shared({ flag: cell(['free', 'taken']) })
    new Clients(tools).add(threadIds(N), { lock: () => ways[way](flag), unlock: () => flag.store('free') })
    const entry = strong(flag, 'compareAndSwap', (done) => done)
    const others = isEachAnswer
      ? [strong(flag, 'test', (isFree) => isFree), strong(flag, 'test', (isFree) => !isFree)]
      : []
    tools.fairness({ strong: [way === 'waits' ? strong(flag, 'store') : entry, ...others] })
  })
