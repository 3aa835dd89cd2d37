import { ensure, object, type ThreadId, waitUntil } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'

export type RecursiveBug = 'not recursive' | 'one unlock opens' | 'unlock counts twice' | 'owner not compared'

type Value = { readonly owner: ThreadId | null; readonly depth: number }

/** A mutex that its owner may take again. */
export const recursiveMutex = (bug?: RecursiveBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'recursive mutex',
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: { opens: 'critical', inside: ['critical'] }, unlock: { closes: 'critical' } },
    describe({ shared }) {
      const initial: Value = { owner: null, depth: 0 }
      const { mutex } = shared({
        mutex: object<Value>(initial)(
          {
            lock(d, me: ThreadId) {
              const isMine = d.owner === me && bug !== 'not recursive'
              waitUntil(d.owner === null || isMine || (bug === 'owner not compared' && d.depth === 1))
              d.owner = me
              d.depth++
            },
            unlock(d, me: ThreadId) {
              ensure(d.owner === me, 'unlocked by another')
              d.depth -= bug === 'unlock counts twice' ? 2 : 1
              if (d.depth <= 0 || bug === 'one unlock opens') d.owner = null
            },
          },
          { owners: ({ owner }) => (owner === null ? [] : [owner]) },
        ),
      })
      return { lock: (me) => mutex.lock(me), unlock: (me) => mutex.unlock(me) }
    },
  })
