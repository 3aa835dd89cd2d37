import { ensure, object, proc, type ThreadId, waitUntil } from '../../language/index.ts'
import { type ExclusiveLock, exclusive } from '../exclusive.ts'
import { type Lock, lock } from '../lock.ts'
import { heldBy, listed } from './words.ts'

type Held = { readonly owner: ThreadId | null; readonly depth: number }

/** Owned by one thread at a time, `most` times at the most. */
const held = (most: number) =>
  object<Held>({ owner: null, depth: 0 })(
    {
      lock(d, me: ThreadId) {
        waitUntil(d.owner === null || (d.owner === me && d.depth < most))
        d.owner = me
        d.depth++
      },
      tryLock(d, me: ThreadId) {
        if (d.owner !== null && (d.owner !== me || d.depth === most)) return false
        d.owner = me
        d.depth++
        return true
      },
      unlock(d, me: ThreadId) {
        ensure(d.owner === me, 'unlocked by a thread that does not hold it')
        d.depth--
        if (d.depth === 0) d.owner = null
      },
    },
    { words: ({ owner, depth }) => `${heldBy(owner)}${depth > 1 ? ` ×${depth}` : ''}` },
  )

/** One thread at a time, in any order. */
export const mutex: ExclusiveLock = lock({
  name: 'mutex',
  ...exclusive,
  describe({ shared }) {
    const { m } = shared({ m: held(1) })
    return { lock: (me) => m.lock(me), unlock: (me) => m.unlock(me) }
  },
})

/** The same, with a try that fails only where somebody holds it. */
export const tryMutex: Lock<'lock' | 'unlock' | 'tryLock', 'critical'> = lock({
  name: 'mutex with try',
  sections: exclusive.sections,
  calls: { ...exclusive.calls, tryLock: { opens: 'critical' } },
  describe({ shared }) {
    const { m } = shared({ m: held(1) })
    return { lock: (me) => m.lock(me), unlock: (me) => m.unlock(me), tryLock: (me) => m.tryLock(me) }
  },
})

/** Its owner may lock it again, `depth` times in all. */
export const recursiveMutex = (depth: number): ExclusiveLock =>
  lock({
    name: 'recursive mutex',
    sections: exclusive.sections,
    calls: { lock: { opens: 'critical', inside: ['critical'] }, unlock: { closes: 'critical' } },
    describe({ shared }) {
      const { m } = shared({ m: held(depth) })
      return { lock: (me) => m.lock(me), unlock: (me) => m.unlock(me) }
    },
  })

/** Whoever unlocks it hands it to the one that has waited longest; what that is shows at rest. */
export const fairMutex: ExclusiveLock = lock({
  name: 'fair mutex',
  ...exclusive,
  describe({ shared }) {
    const { m } = shared({ m: line() })
    return {
      lock: proc(function* lock(me: ThreadId) {
        yield* m.queues(me)
        yield* m.owns(me)
      }),
      unlock: () => m.unlock(),
    }
  },
})

type Line = { readonly owner: ThreadId | null; readonly queue: readonly ThreadId[] }

const line = () =>
  object<Line>({ owner: null, queue: [] })(
    {
      queues(d, me: ThreadId) {
        if (d.owner === null) d.owner = me
        else d.queue.push(me)
      },
      owns(d, me: ThreadId) {
        waitUntil(d.owner === me)
      },
      unlock(d) {
        d.owner = d.queue.shift() ?? null
      },
    },
    { words: ({ owner, queue }) => `${heldBy(owner)}${listed('queued', queue)}` },
  )
