import {
  either,
  may,
  object,
  pick,
  proc,
  type ThreadId,
  waitUntil,
  withMember,
  withoutMember,
} from '../../language/index.ts'
import { exclusive } from '../exclusive.ts'
import { type Lock, lock } from '../lock.ts'
import { heldBy, listed } from './words.ts'

type State = { readonly owner: ThreadId | null; readonly asleep: readonly ThreadId[] }

/** What {@link conditionVariable} makes. */
export type ConditionVariable = Lock<'lock' | 'unlock' | 'wait' | 'signal' | 'broadcast', 'critical'>

/**
 * A condition and its mutex. Who waits lets go of the mutex and sleeps in one step, and has it again when `wait`
 * returns; `signal` wakes one that sleeps, whichever, `broadcast` all, and neither is remembered where nobody does.
 * `wakesSpuriously`: who sleeps may wake unasked, and nobody can rely on that.
 */
export const conditionVariable = ({ wakesSpuriously }: { readonly wakesSpuriously: boolean }): ConditionVariable =>
  lock({
    name: `condition variable${wakesSpuriously ? ', spurious wake-ups' : ''}`,
    sections: exclusive.sections,
    calls: {
      ...exclusive.calls,
      wait: { needs: 'critical' },
      signal: { inside: ['critical'] },
      broadcast: { inside: ['critical'] },
    },
    describe({ shared }) {
      const { c } = shared({ c: condition() })
      return {
        lock: (me) => c.lock(me),
        unlock: () => c.unlock(),
        wait: proc(function* wait(me: ThreadId) {
          yield* c.sleeps(me)
          yield* wakesSpuriously ? either(c.wakes(me), may(c.wakesUnasked(me))) : c.wakes(me)
        }),
        signal: () => c.signal(),
        broadcast: () => c.broadcast(),
      }
    },
  })

const condition = () =>
  object<State>({ owner: null, asleep: [] })(
    {
      lock(d, me: ThreadId) {
        waitUntil(d.owner === null)
        d.owner = me
      },
      unlock(d) {
        d.owner = null
      },
      sleeps(d, me: ThreadId) {
        d.owner = null
        d.asleep = withMember(d.asleep, me)
      },
      wakes(d, me: ThreadId) {
        waitUntil(d.owner === null && !d.asleep.includes(me))
        d.owner = me
      },
      wakesUnasked(d, me: ThreadId) {
        waitUntil(d.owner === null && d.asleep.includes(me))
        d.asleep = withoutMember(d.asleep, me)
        d.owner = me
      },
      signal(d) {
        if (d.asleep.length > 0) d.asleep = withoutMember(d.asleep, pick(d.asleep))
      },
      broadcast(d) {
        d.asleep = []
      },
    },
    { words: ({ owner, asleep }) => `${heldBy(owner)}${listed('asleep', asleep)}` },
  )
