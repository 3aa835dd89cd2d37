import { ensure, object, proc, type ThreadId, waitUntil, withMember, withoutMember } from '../../language/index.ts'
import { type Lock, lock } from '../lock.ts'

/** So many threads at a time. */
export const semaphore = (places: number): Lock<'acquire' | 'release' | 'tryAcquire', 'inside'> =>
  lock({
    name: 'semaphore',
    sections: { inside: {} },
    calls: { acquire: { opens: 'inside' }, release: { closes: 'inside' }, tryAcquire: { opens: 'inside' } },
    describe({ shared }) {
      const { s } = shared({ s: permits(places) })
      return { acquire: () => s.acquire(), release: () => s.release(), tryAcquire: () => s.tryAcquire() }
    },
  })

const permits = (places: number) =>
  object({ free: places })(
    {
      acquire(d) {
        waitUntil(d.free > 0)
        d.free--
      },
      tryAcquire(d) {
        if (d.free === 0) return false
        d.free--
        return true
      },
      release(d) {
        ensure(d.free < places, 'more is released than was acquired')
        d.free++
      },
    },
    { words: ({ free }) => `${free} free` },
  )

/** Set or not. `'auto'`: whoever has waited resets it; `'manual'`: it stays set until somebody does. */
export const event = (kind: 'auto' | 'manual', isSet = false): Lock<'set' | 'reset' | 'wait', never> =>
  lock({
    name: `event, ${kind}`,
    sections: {},
    calls: { set: {}, reset: {}, wait: {} },
    describe({ shared }) {
      const { e } = shared({ e: signal(kind, isSet) })
      return { set: () => e.set(), reset: () => e.reset(), wait: () => e.wait() }
    },
  })

const signal = (kind: 'auto' | 'manual', isSet: boolean) =>
  object({ isSet })(
    {
      set(d) {
        d.isSet = true
      },
      reset(d) {
        d.isSet = false
      },
      wait(d) {
        waitUntil(d.isSet)
        d.isSet = kind === 'manual'
      },
    },
    { words: (d) => (d.isSet ? 'set' : 'not set') },
  )

/** Nobody goes on before so many have come; then all of them do, and it begins anew. */
export const barrier = (parties: number): Lock<'arrive', never> =>
  lock({
    name: 'barrier',
    sections: {},
    calls: { arrive: {} },
    describe({ shared }) {
      const { b } = shared({ b: meeting(parties) })
      return {
        arrive: proc(function* arrive(me: ThreadId) {
          yield* b.comes(me)
          yield* b.goes(me)
        }),
      }
    },
  })

type Meeting = { readonly here: readonly ThreadId[]; readonly free: readonly ThreadId[] }

const meeting = (parties: number) =>
  object<Meeting>({ here: [], free: [] })({
    comes(d, me: ThreadId) {
      d.here = withMember(d.here, me)
      if (d.here.length < parties) return
      for (const one of d.here) d.free = withMember(d.free, one)
      d.here = []
    },
    goes(d, me: ThreadId) {
      waitUntil(d.free.includes(me))
      d.free = withoutMember(d.free, me)
    },
  })

/** Done by the first that calls; the others go on when it is. */
export const once: Lock<'call', never> = lock({
  name: 'once',
  sections: {},
  calls: { call: {} },
  describe({ shared }) {
    const { o } = shared({ o: doing() })
    return {
      call: proc(function* call() {
        if (yield* o.begins()) yield* o.ends()
        else yield* o.isOver()
      }),
    }
  },
})

const doing = () =>
  object<{ readonly is: 'not begun' | 'begun' | 'done' }>({ is: 'not begun' })(
    {
      begins(d) {
        if (d.is !== 'not begun') return false
        d.is = 'begun'
        return true
      },
      ends(d) {
        d.is = 'done'
      },
      isOver(d) {
        waitUntil(d.is === 'done')
      },
    },
    { words: ({ is }) => is },
  )
