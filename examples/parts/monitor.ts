import {
  cell,
  type ExpectedVerdict,
  forever,
  proc,
  repeatUntil,
  rest,
  type System,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'
import { type MonitorOptions, monitor } from 'lockproof/parts'

type Way = MonitorOptions & {
  readonly conditions?: 1 | 2
  readonly looksAgain?: boolean
  /** Whether it is said that a consumer may wait while there is nothing. */
  readonly saysWhen?: boolean
}

/** Two who put things into a buffer for one, now and then, and two who take them. */
const buffer = (
  name: string,
  { conditions = 2, looksAgain = true, saysWhen = true, ...kind }: Way,
  expected: ExpectedVerdict,
): System =>
  system(`monitor, ${name}`, ({ shared, threads, regions, always, mayRest, expectVerdict }) => {
    const { m, n } = shared({ m: monitor(['changed', 'notFull'], kind), n: cell([0, 1, 2, -1]) })
    const { taking } = regions('taking')
    const notFull = conditions === 1 ? 'changed' : 'notFull'
    const puts = proc(function* puts(me: ThreadId) {
      yield* m.enter(me)
      yield* repeatUntil(function* () {
        if (yield* n.test((it) => it === 0)) return true
        yield* m.wait(me, notFull)
        return !looksAgain
      })
      yield* n.add(1)
      yield* m.signal('changed')
      yield* m.exit(me)
    })
    const takes = proc(function* takes(me: ThreadId) {
      yield* m.enter(me)
      yield* repeatUntil(function* () {
        if (yield* n.test((it) => it === 1)) return true
        yield* m.wait(me, 'changed')
        return !looksAgain
      })
      yield* n.add(-1)
      yield* m.signal(notFull)
      yield* m.exit(me)
    })
    threads(threadIds(2, 'P'), (me) =>
      forever(function* () {
        yield* rest()
        yield* puts(me)
      }),
    )
    threads(threadIds(2, 'C'), (me) => forever(() => taking(() => takes(me))))
    always('one thing or none', [n], (it) => it === 0 || it === 1)
    if (saysWhen) mayRest(taking, [n], (it) => it === 0)
    expectVerdict(expected)
  })

export const right: System = buffer('two conditions', {}, 'verified')
export const neverSpurious: System = buffer('two conditions, never spurious', { spurious: false }, 'verified')

/** The classic mistake: one condition for both, where a signal may wake one who cannot go on. */
export const oneCondition: System = buffer(
  'one condition',
  { conditions: 1, spurious: false },
  { deadlock: true, steps: 27 },
)

/** The other one: not to look again at what was waited for, when others may have been inside before. */
export const looksOnce: System = buffer(
  'looks once',
  { looksAgain: false, spurious: false },
  { violates: 'one thing or none', steps: 16 },
)

/** Whether to wait for ever is a mistake, only the author can say. */
export const unsaid: System = buffer(
  'not said when it may wait',
  { saysWhen: false, spurious: false },
  { deadlock: true, steps: 6 },
)

/** Another classic: who looks before it is inside may be told between its look and its sleep, and a signal without a waiter is lost. */
const looks = (isInside: boolean): System =>
  system(`monitor, looks ${isInside ? 'inside' : 'outside'}`, ({ shared, thread, expectVerdict }) => {
    const [worker, parent] = threadIds(['worker', 'parent'])
    const { m, isDone } = shared({ m: monitor(), isDone: cell([false, true]) })
    thread(worker, function* () {
      if (!isInside && (yield* isDone.load())) return
      yield* m.enter(worker)
      if (!isInside || !(yield* isDone.load())) yield* m.wait(worker)
      yield* m.exit(worker)
    })
    thread(parent, function* () {
      if (isInside) yield* m.enter(parent)
      yield* isDone.store(true)
      yield* m.signal()
      if (isInside) yield* m.exit(parent)
    })
    expectVerdict(isInside ? 'verified' : { deadlock: true, steps: 5 })
  })

export const looksInside: System = looks(true)
export const looksOutside: System = looks(false)
