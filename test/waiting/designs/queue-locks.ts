import { cell, cells, modulo, proc, type System, strong, system, type ThreadId, threadIds } from 'lockproof'
import { Clients } from './clients.ts'

/** Whoever comes takes the next number, and waits for it to be served. */
export const ticket = (N: number): System =>
  system(`ticket, N=${N}`, (tools) => {
    const { next, serving } = tools.shared({ next: modulo(N), serving: modulo(N) })
    const clients = new Clients(tools)
    const waiting = clients.waiting()
    const lock = proc(function* lock() {
      const mine = yield* next.fetchAdd(1)
      yield* waiting(() => serving.waitFor(mine))
    })
    clients.add(threadIds(N), { lock, unlock: () => serving.add(1) })
    tools.fairness({ strong: [strong(serving, 'waitFor')] })
  })

/** The queue lock of Mellor-Crummey and Scott. */
export const mcs = (N: number): System =>
  system(`mcs, N=${N}`, (tools) => {
    const ids = threadIds(N)
    const { tail, next, locked } = tools.shared({
      tail: cell([null, ...ids]),
      next: cells(ids, [null, ...ids]),
      locked: cells(ids, [false, true]),
    })
    const clients = new Clients(tools)
    const waiting = clients.waiting()
    const lock = proc(function* lock(me: ThreadId) {
      yield* next.at(me).store(null)
      const ahead = yield* tail.exchange(me)
      if (ahead === null) return
      yield* waiting(function* () {
        yield* locked.at(me).store(true)
        yield* next.at(ahead).store(me)
        yield* locked.at(me).waitFor(false)
      })
    })
    const dequeue = proc(function* dequeue(me: ThreadId) {
      const behind = yield* next.at(me).load()
      if (behind !== null) return behind
      if (yield* tail.compareAndSwap(me, null)) return null
      return yield* next
        .at(me)
        .when((id) => id !== null)
        .load()
    })
    const unlock = proc(function* unlock(me: ThreadId) {
      const heir = yield* dequeue(me)
      if (heir !== null) yield* locked.at(heir).store(false)
    })
    clients.add(ids, { lock, unlock })
    tools.fairness({ strong: [strong(locked, 'waitFor'), strong(tail, 'exchange', (ahead) => ahead === null)] })
  })
