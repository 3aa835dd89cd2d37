import { cell, object, pick, proc, type ThreadId, waitUntil, withMember, withoutMember } from 'lockproof'
import { lock } from 'lockproof/refine'
import type { ConditionVariable } from 'lockproof/specifications'

type Sleepers = { readonly signals: number; readonly asleep: readonly ThreadId[] }

const sleepers = () =>
  object<Sleepers>({ signals: 0, asleep: [] })({
    look: ({ signals }) => signals,
    sleeps(d, me: ThreadId) {
      d.asleep = withMember(d.asleep, me)
    },
    sleepsIf(d, me: ThreadId, seen: number) {
      if (d.signals === seen) d.asleep = withMember(d.asleep, me)
    },
    awake(d, me: ThreadId) {
      waitUntil(!d.asleep.includes(me))
    },
    wakes(d, whom: 'one' | 'all') {
      d.signals++
      if (whom === 'all') d.asleep = []
      else if (d.asleep.length > 0) d.asleep = withoutMember(d.asleep, pick(d.asleep))
    },
  })

/** A mutex, and a number of signals that is looked at before the mutex is let go of. Broken: and never again. */
export const counted = (broken?: 'does not look again'): ConditionVariable =>
  lock({
    name: `condition variable of a number${broken === undefined ? '' : `, ${broken}`}`,
    sections: { critical: {} },
    calls: {
      lock: { opens: 'critical' },
      unlock: { closes: 'critical' },
      wait: { needs: 'critical' },
      signal: { inside: ['critical'] },
      broadcast: { inside: ['critical'] },
    },
    describe({ shared }) {
      const { m, c } = shared({ m: cell(['free', 'taken']), c: sleepers() })
      return {
        lock: () => m.when('free').store('taken'),
        unlock: () => m.store('free'),
        wait: proc(function* wait(me: ThreadId) {
          const seen = yield* c.look()
          yield* m.store('free')
          yield* broken === undefined ? c.sleepsIf(me, seen) : c.sleeps(me)
          yield* c.awake(me)
          yield* m.when('free').store('taken')
        }),
        signal: () => c.wakes('one'),
        broadcast: () => c.wakes('all'),
      }
    },
  })
