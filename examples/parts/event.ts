import { cell, forever, proc, repeatUntil, rest, type System, system, threadIds } from 'lockproof'
import { event, semaphore, type WaitOptions } from 'lockproof/parts'

/** Three threads for an event that is set while nobody is inside, for ever. */
const asLock = (options: WaitOptions): System =>
  system(`event, auto${options.mayTimeOut === true ? ', timed' : ''}`, ({ shared, regions, threads, always }) => {
    const { free } = shared({ free: event('auto', true) })
    const { critical } = regions('critical')
    threads(threadIds(3), () =>
      forever(function* () {
        yield* rest()
        if ((yield* free.wait(options)) !== 'set') return
        yield* critical()
        yield* free.set()
      }),
    )
    always('exclusion', [critical], (inside) => inside.length <= 1)
  })

export const auto: System = asLock({})
export const timed: System = asLock({ mayTimeOut: true })

/** A lock of a word, and of an event that says that it may be free. The classic mistake: to reset that after the look at the word. */
const wordAndEvent = (resetsFirst: boolean): System =>
  system(`event, manual, reset ${resetsFirst ? 'before' : 'after'} the look`, (tools) => {
    const { word, freed } = tools.shared({ word: cell(['free', 'held']), freed: event('manual') })
    const { critical } = tools.regions('critical')
    const lock = proc(() =>
      repeatUntil(function* () {
        if (resetsFirst) yield* freed.reset()
        if (yield* word.compareAndSwap('free', 'held')) return true
        if (!resetsFirst) yield* freed.reset()
        yield* freed.wait()
        return false
      }),
    )
    tools.threads(threadIds(3), () =>
      forever(function* () {
        yield* rest()
        yield* lock()
        yield* critical()
        yield* word.store('free')
        yield* freed.set()
      }),
    )
    tools.always('exclusion', [critical], (inside) => inside.length <= 1)
    if (!resetsFirst) tools.expectVerdict({ deadlock: true, steps: 8 })
  })

export const manual: System = wordAndEvent(true)
export const resetTooLate: System = wordAndEvent(false)

/** The other one: two signals of an event are one, where a semaphore counts them. */
const twoSignals = (counts: boolean): System =>
  system(`event, auto, two signals${counts ? ', counted' : ''}`, ({ shared, thread, threads, expectVerdict }) => {
    const { work, jobs } = shared({ work: event('auto'), jobs: semaphore(0, 2) })
    threads(threadIds(2), () => (counts ? jobs.acquire() : work.wait()))
    thread('producer', function* () {
      yield* counts ? jobs.release() : work.set()
      yield* counts ? jobs.release() : work.set()
    })
    if (!counts) expectVerdict({ deadlock: true, steps: 3 })
  })

export const twoAsOne: System = twoSignals(false)
export const twoCounted: System = twoSignals(true)
