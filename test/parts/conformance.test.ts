import fc from 'fast-check'
import { proc, type ThreadId } from 'lockproof'
import {
  autoEventClients,
  everyProgramConforms,
  futexClients,
  futexesClients,
  type Lock,
  lock,
  monitorClients,
  mutexClients,
  permitsClients,
  sleepQueueClients,
} from 'lockproof/fast-check'
import { event, futex, futexes, monitor, mutex, permits, sleepQueue } from 'lockproof/parts'
import { expect, test } from 'vitest'
import { broken } from './mutant.ts'

/** One thread at a time, in one step a call; a lock with a time-out may refuse. */
const reference = lock({
  name: 'one at a time',
  sections: { critical: { excludes: ['critical'] } },
  calls: {
    lock: { opens: 'critical' },
    timedLock: { opens: 'critical' },
    tryLock: { opens: 'critical' },
    unlock: { closes: 'critical' },
    unlockAll: { closes: 'critical' },
  },
  describe({ shared }) {
    const { m } = shared({ m: mutex() })
    return {
      lock: (me) => m.lock(me),
      timedLock: proc(function* timedLock(me) {
        return (yield* m.lock(me, { mayTimeOut: true })) === 'locked'
      }),
      tryLock: (me) => m.tryLock(me),
      unlock: (me) => m.unlock(me),
      unlockAll: (me) => m.unlock(me),
    }
  },
})

const designs: readonly (readonly [name: string, lock: Lock<string, string>])[] = [
  ['mutex, fifo', mutexClients(() => mutex({ queue: 'fifo' }))],
  ['mutex, handoff', mutexClients(() => mutex({ queue: 'handoff' }))],
  ['futex', futexClients(() => futex(['free', 'held', 'contended']))],
  ['futexes', futexesClients(futexes)],
  ['sleepQueue', sleepQueueClients(() => sleepQueue())],
  ['monitor', monitorClients(() => monitor())],
  ['event, auto', autoEventClients(() => event('auto', true))],
  ['permits', permitsClients(permits)],
]
/** Of which only that matters, whether a call was refused. */
const withRefusals = (design: Lock<string, string>): Lock<string, string> => ({
  ...design,
  describe(tools, clients) {
    const calls = Object.entries(design.describe(tools, clients)).map(([name, call]) => {
      const told = proc(function* told(me: ThreadId) {
        return (yield* call(me)) !== false
      })
      return [name, told] as const
    })
    return Object.fromEntries(calls)
  },
})

test.each(designs)('a lock of %s answers as one would whose calls are one step each', (_, design) => {
  const law = everyProgramConforms(withRefusals(design), withRefusals(reference), { threads: 3, calls: 2 })
  fc.assert(law, { numRuns: 20 })
})

test('a lock that takes what another one holds does not', async () => {
  const parts = await broken({ file: 'mutex.ts', text: 'd.owner !== null && (', instead: '(' })
  const design = withRefusals(mutexClients(() => parts.mutex()))
  const { failed } = fc.check(everyProgramConforms(design, withRefusals(reference), { threads: 2, calls: 2 }))
  expect(failed).toBe(true)
})
