import {
  ensure,
  nameOf,
  object,
  objects,
  proc,
  type Steps,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

type Lock = { readonly owner: ThreadId | null; readonly queue: readonly ThreadId[] }

/** A lock of a library: it is handed on in the order of asking. */
const lock = () =>
  object<Lock>({ owner: null, queue: [] })(
    {
      asks(d, me: ThreadId) {
        if (d.owner === null) d.owner = me
        else d.queue.push(me)
      },
      owns(d, me: ThreadId) {
        waitUntil(d.owner === me)
      },
      releases(d, me: ThreadId) {
        ensure(d.owner === me, 'released by a thread that does not hold it')
        d.owner = d.queue.shift() ?? null
      },
    },
    {
      words: ({ owner, queue }) =>
        owner === null
          ? 'free'
          : `held by ${owner.description}${queue.length === 0 ? '' : `, ${queue.length} waiting`}`,
      waitsFor: ({ owner, queue }, me) => {
        const ahead = queue[queue.indexOf(me) - 1]
        if (ahead !== undefined) return [{ thread: ahead, why: 'asked before it' }]
        return owner === null ? [] : [{ thread: owner, why: 'holds it' }]
      },
    },
  )

/** What the library asks of a thread that locks: its interrupts are off. */
const interrupts = () =>
  object<{ readonly areOn: boolean }>({ areOn: true })(
    {
      disable(d) {
        d.areOn = false
      },
      enable(d) {
        d.areOn = true
      },
    },
    {
      reads: { areOff: ({ areOn }) => ensure(!areOn, 'locks while its interrupts are on') },
      words: ({ areOn }) => (areOn ? 'on' : 'off'),
      checks: ['areOff'],
      bookkeeping: ['disable', 'enable'],
    },
  )

type Shared = ReturnType<typeof lock>

/** What its users call, and what traces say. */
const libraryOf = (me: ThreadId, ofMine: ReturnType<typeof interrupts>) => ({
  lock: proc(
    function* lock(m: Shared): Steps {
      yield* ofMine.areOff()
      yield* m.asks(me)
      yield* m.owns(me)
    },
    { call: (m) => `lock(${nameOf(m)})` },
  ),
  unlock: proc((m: Shared) => m.releases(me), { name: 'unlock', call: (m) => `unlock(${nameOf(m)})` }),
})

const users = (name: string, disables: boolean): System =>
  system(name, ({ shared, threads, expectVerdict }) => {
    const ids = threadIds(2)
    const [one] = ids
    const { a, b, interrupt } = shared({ a: lock(), b: lock(), interrupt: objects(ids, interrupts) })
    threads(ids, function* (me) {
      const { lock, unlock } = libraryOf(me, interrupt.at(me))
      const [first, second] = me === one ? [a, b] : [b, a]
      if (disables) yield* interrupt.at(me).disable()
      yield* lock(first)
      yield* lock(second)
      yield* unlock(second)
      yield* unlock(first)
      if (disables) yield* interrupt.at(me).enable()
    })
    expectVerdict(disables ? { deadlock: true } : { fails: 'interrupts are on' })
  })

export const twoOrders: System = users('in two orders', true)
export const forgetful: System = users('with interrupts on', false)
