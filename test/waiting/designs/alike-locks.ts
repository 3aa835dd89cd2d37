import {
  cell,
  cells,
  forever,
  modulo,
  object,
  proc,
  type Region,
  rest,
  type Steps,
  type System,
  spinUntil,
  strong,
  system,
  type ThreadId,
  type Tools,
  threadIds,
  waitUntil,
} from 'lockproof'

/** Locks whose clients are alike: they have their regions in common. */

type Lock = { readonly lock: (me: ThreadId) => Steps<unknown>; readonly unlock: (me: ThreadId) => Steps<unknown> }

/** They come again and again, or stay away. */
function clients(
  tools: Tools,
  ids: readonly ThreadId[],
  regions: readonly [Region, Region],
  { lock, unlock }: Lock,
): void {
  const [trying, critical] = regions
  tools.threads(ids, function* (me) {
    yield* forever(function* () {
      yield* rest()
      yield* trying(() => lock(me))
      yield* critical()
      yield* unlock(me)
    })
  })
}

function asking(tools: Tools, isExclusive: boolean): [Region, Region] {
  const { trying, critical } = tools.regions('trying', 'critical')
  tools.progress(trying, critical)
  tools.starvationFree(trying, critical)
  tools.infinitelyOften('nobody is inside', [critical], (inside) => inside.length === 0)
  if (isExclusive) tools.always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  return [trying, critical]
}

export const ticket = (N: number): System =>
  system(`ticket of ${N} alike`, (tools) => {
    const { next, serving } = tools.shared({ next: modulo(N), serving: modulo(N) })
    const lock = proc(function* lock() {
      const mine = yield* next.fetchAdd(1)
      yield* serving.waitFor(mine)
    })
    clients(tools, threadIds(N), asking(tools, true), { lock, unlock: () => serving.add(1) })
  })

export const mcs = (N: number): System =>
  system(`mcs of ${N} alike`, (tools) => {
    const ids = threadIds(N)
    const { tail, next, locked } = tools.shared({
      tail: cell([null, ...ids]),
      next: cells(ids, [null, ...ids]),
      locked: cells(ids, [false, true]),
    })
    const lock = proc(function* lock(me: ThreadId) {
      yield* next.at(me).store(null)
      const ahead = yield* tail.exchange(me)
      if (ahead === null) return
      yield* locked.at(me).store(true)
      yield* next.at(ahead).store(me)
      yield* locked.at(me).waitFor(false)
    })
    const unlock = proc(function* unlock(me: ThreadId) {
      const behind = yield* next.at(me).load()
      if (behind === null && (yield* tail.compareAndSwap(me, null))) return
      const heir = yield* next
        .at(me)
        .when((id) => id !== null)
        .load()
      if (heir !== null) yield* locked.at(heir).store(false)
    })
    clients(tools, ids, asking(tools, true), { lock, unlock })
  })

/** Waits, or goes round, until the flag is free; *fairly*: whoever goes round finds it free some time, if it is again and again. */
export const testAndSet = (N: number, way: 'waits' | 'spins', treated?: 'fairly'): System =>
  system(`test and set of ${N} alike that ${way === 'waits' ? 'wait' : 'spin'}`, (tools) => {
    const { flag } = tools.shared({ flag: cell(['free', 'taken']) })
    const lock = proc(function* lock() {
      if (way === 'waits') yield* flag.when('free').store('taken')
      else yield* spinUntil(() => flag.compareAndSwap('free', 'taken'))
    })
    clients(tools, threadIds(N), asking(tools, true), { lock, unlock: () => flag.store('free') })
    if (treated === 'fairly') tools.fairness({ strong: [strong(flag, 'compareAndSwap', (done) => done)] })
  })

/** Without a queue: readers wait for a writer inside, writers for whoever is inside, and nobody waits for who waits. */
export const readersWriters = (readers: number, writers: number): System =>
  system(`readers and writers, ${readers} and ${writers} alike`, (tools) => {
    const { m } = tools.shared({
      m: object({ reading: 0, isWriting: false })({
        reads(d) {
          waitUntil(!d.isWriting)
          d.reading = Math.min(d.reading + 1, readers) // they are never more, and tables are closed so
        },
        endsReading(d) {
          d.reading = Math.max(d.reading - 1, 0)
        },
        writes(d) {
          waitUntil(!d.isWriting && d.reading === 0)
          d.isWriting = true
        },
        endsWriting(d) {
          d.isWriting = false
        },
      }),
    })
    const regions = asking(tools, false)
    clients(tools, threadIds(readers, 'R'), regions, { lock: () => m.reads(), unlock: () => m.endsReading() })
    clients(tools, threadIds(writers, 'W'), regions, { lock: () => m.writes(), unlock: () => m.endsWriting() })
  })

/** Who does the same is not the same to whoever looks: it is asked whether the first thread comes inside. */
export const unlikeInEyes: System = system('alike but for who looks', (tools) => {
  const ids = threadIds(3)
  const { flag } = tools.shared({ flag: cell([null, ...ids]) })
  const { trying, critical } = tools.regions('trying', 'critical')
  clients(tools, ids, [trying, critical], {
    lock: (me) => flag.when((owner) => owner === null).store(me),
    unlock: () => flag.store(null),
  })
  tools.fairness('strong')
  tools.leadsTo(
    'the first comes inside',
    [trying, critical],
    (tries) => tries.includes(ids[0] as ThreadId), // three were asked for
    (_, inside) => inside.includes(ids[0] as ThreadId), // the same
  )
})
