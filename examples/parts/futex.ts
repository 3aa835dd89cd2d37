import { cell, forever, proc, repeatUntil, rest, type System, system, type ThreadId, threadIds } from 'lockproof'
import { type FutexOptions, futex, futexes } from 'lockproof/parts'

type Way = FutexOptions & { readonly announces?: boolean; readonly wakes?: 'any' | 'in order' }

/**
 * The mutex of three values (Drepper, Futexes Are Tricky): free, held, held and somebody may sleep. The classic mistake: who has slept does not say that
 * others may sleep still.
 */
const mutex = (name: string, { announces = true, ...options }: Way): System =>
  system(`futex, a mutex${name}`, ({ shared, regions, threads, always, expectVerdict }) => {
    const { word } = shared({ word: futex(['free', 'held', 'contended'], options) })
    const { critical } = regions('critical')
    const taken = announces ? 'contended' : 'held'
    const lock = proc(function* lock(me: ThreadId) {
      if (yield* word.compareAndSwap('free', 'held')) return
      yield* repeatUntil(function* () {
        if ((yield* word.exchange(taken)) === 'free') return true
        yield* word.wait(me, taken)
        return false
      })
    })
    const unlock = proc(function* unlock() {
      if ((yield* word.exchange('free')) === 'contended') yield* word.wake()
    })
    threads(threadIds(3), (me) =>
      forever(function* () {
        yield* rest()
        yield* lock(me)
        yield* critical()
        yield* unlock()
      }),
    )
    always('exclusion', [critical], (inside) => inside.length <= 1)
    if (!announces) expectVerdict({ deadlock: true, steps: 8 })
  })

export const right: System = mutex('', {})
export const neverSpurious: System = mutex(', never spurious', { spurious: false })
export const inOrder: System = mutex(', woken in order', { wakes: 'in order' })
export const unannounced: System = mutex(' that does not announce', { announces: false })

/**
 * A condition variable of two words. A broadcast wakes one, and moves the others to the mutex; so that whoever locks it after waiting must say that
 * others may sleep there. The classic mistake: it locks the mutex as if it came along.
 */
const condition = (name: string, announces: boolean): System =>
  system(`futex, requeued${name}`, ({ shared, thread, threads, expectVerdict }) => {
    const { ready, f } = shared({
      ready: cell([false, true]),
      f: futexes({ seq: [0, 1], lock: ['free', 'held', 'contended'] }),
    })
    const { seq, lock: word } = f
    const locked = proc(function* locked(me: ThreadId, hasWaited: boolean) {
      if (!(hasWaited && announces) && (yield* word.compareAndSwap('free', 'held'))) return
      yield* repeatUntil(function* () {
        if ((yield* word.exchange('contended')) === 'free') return true
        yield* word.wait(me, 'contended')
        return false
      })
    })
    const unlock = proc(function* unlock() {
      if ((yield* word.exchange('free')) === 'contended') yield* word.wake()
    })
    threads(threadIds(2), function* (me) {
      yield* locked(me, false)
      yield* repeatUntil(function* () {
        if (yield* ready.load()) return true
        const seen = yield* seq.load()
        yield* unlock()
        yield* seq.wait(me, seen)
        yield* locked(me, true)
        return false
      })
      yield* unlock()
    })
    const [setter] = threadIds(['setter'])
    thread(setter, function* () {
      yield* locked(setter, false)
      yield* ready.store(true)
      yield* seq.store(1)
      yield* unlock()
      yield* seq.requeue(1, 1, 'lock')
    })
    if (!announces) expectVerdict({ deadlock: true, steps: 19 })
  })

export const requeued: System = condition('', true)
export const requeuedUnannounced: System = condition(', locked as if it came along', false)
