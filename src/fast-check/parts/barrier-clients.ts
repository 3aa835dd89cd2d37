import { ensure, object, proc, type ThreadId, waitUntil } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Barrier } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type BarrierCall = 'wait' | 'work'

type Come = { readonly [me in ThreadId]?: number }

function timesOf(come: Come, me: ThreadId): number {
  return come[me] ?? 0
}

/** How often each has come, and how many rounds the last of them has ended. */
const rounds = (parties: number) =>
  object<{ come: Come; ended: number; work: number }>({
    come: {},
    ended: 0,
    work: 0,
  })(
    {
      comes(d, me: ThreadId) {
        d.come[me] = timesOf(d.come, me) + 1
      },
      /** Of a round only one is told that it was the last. */
      ends(d) {
        d.ended++
        ensure(d.ended <= fewest(d.come, parties), 'two are told that they were the last')
      },
      works(d) {
        d.work = 1 - d.work
      },
    },
    {
      reads: {
        passes: ({ come }, me: ThreadId) =>
          ensure(fewest(come, parties) >= timesOf(come, me), 'it goes on before all have come'),
        /** As those do who rely on the last one. */
        waitsForEnd: ({ come, ended }, me: ThreadId) => waitUntil(ended >= timesOf(come, me)),
      },
    },
  )

function fewest(come: Come, parties: number): number {
  const all = Reflect.ownKeys(come).map((one) => timesOf(come, one as ThreadId)) // it has no other keys
  return all.length < parties ? 0 : Math.min(...all)
}

/**
 * Threads that meet at a barrier for so many, which `make` makes; all of them come equally often.
 * @example
 * const clients = barrierClients((parties) => barrier(parties))
 * fc.assert(everyProgramHolds(clients))
 */
export function barrierClients(make: (parties: number) => Barrier): Lock<BarrierCall, never> {
  return lock({
    name: 'barrier',
    sections: {},
    calls: { wait: { isTogether: true }, work: {} },
    describe({ shared }, clients) {
      const { b, round } = shared({ b: make(clients.length), round: rounds(clients.length) })
      return {
        wait: proc(function* wait(me) {
          yield* round.comes(me)
          const isLast = yield* b.wait(me)
          yield* round.passes(me)
          if (isLast) yield* round.ends()
          else yield* round.waitsForEnd(me)
        }),
        work: () => round.works(),
      }
    },
  })
}
