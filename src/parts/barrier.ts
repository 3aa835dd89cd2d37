import {
  object,
  proc,
  type SharedHandle,
  type Steps,
  type ThreadId,
  waitUntil,
  withMember,
  withoutMember,
} from '../model/language/index.ts'
import { integer } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { callOf, namesOf } from './words.ts'

/** Those who have come, and those of the last round who have not gone on yet. */
export type Arrivals = { readonly waiting: readonly ThreadId[]; readonly released: readonly ThreadId[] }

/** Where threads wait for each other, round after round. */
export type Barrier = SharedHandle<Arrivals> & {
  /** Waits until all have come; answers whether the caller was the last. */
  wait(me: ThreadId): Steps<boolean>
}

/**
 * A barrier for so many threads, which can be used again: who comes early to the next round waits there.
 * @example
 * const { phase } = shared({ phase: barrier(1) })
 * yield* phase.wait(me)
 */
export function barrier(parties: number): Barrier {
  requireOptions('barrier', { parties }, { parties: integer(1) })
  const it = object<Arrivals>({ waiting: [], released: [] })(
    {
      arrives(d, me: ThreadId) {
        const isLast = d.waiting.length + 1 === parties
        if (isLast) {
          for (const other of d.waiting) d.released = withMember(d.released, other)
          d.waiting = []
        } else d.waiting = withMember(d.waiting, me)
        return isLast
      },
      passes(d, me: ThreadId) {
        waitUntil(d.released.includes(me))
        d.released = withoutMember(d.released, me)
      },
    },
    {
      waits: ['passes'],
      words: ({ waiting }) => (waiting.length === 0 ? 'nobody waits' : `waiting: ${namesOf(waiting)}`),
    },
  )
  const wait = proc(
    function* wait(me: ThreadId): Steps<boolean> {
      const isLast = yield* it.arrives(me)
      if (!isLast) yield* it.passes(me)
      return isLast
    },
    { call: (me) => callOf(it, 'wait', me) },
  )
  return part(it, { wait })
}
