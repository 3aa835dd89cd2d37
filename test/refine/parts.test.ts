/** Parts do what the specifications of their kind do; and say no more of it than they do. */
import { check, proc, type Steps, step } from 'lockproof'
import { barrier, event, type Mutex, mutex, once, type RwLock, rwLock, semaphore } from 'lockproof/parts'
import { type Lock, lock, type Refinement, refinement } from 'lockproof/refine'
import * as spec from 'lockproof/specifications'
import { expect, test } from 'vitest'

/** What a part answers where its specification answers nothing. */
function* silently(part: Steps<unknown>): Steps<void> {
  yield* part
}

type Kind<S> = S extends Lock<infer Call, infer Section> ? Lock<Call, Section> : never

const ofMutex = (name: string, make: () => Mutex): Kind<typeof spec.mutex> =>
  lock({
    ...spec.mutex,
    name,
    describe({ shared }) {
      const { m } = shared({ m: make() })
      return { lock: (me) => silently(m.lock(me)), unlock: (me) => m.unlock(me) }
    },
  })

const ofRwLock = (prefers: Parameters<typeof rwLock>[0]): spec.ReadersWriters =>
  lock({
    ...spec.readersWriters({ prefers: 'either' }),
    name: `rwLock, ${prefers}`,
    describe({ shared }) {
      const { l }: { readonly l: RwLock } = shared({ l: rwLock(prefers) })
      return {
        lockRead: (me) => silently(l.lockRead(me)),
        unlockRead: (me) => l.unlockRead(me),
        lockWrite: (me) => silently(l.lockWrite(me)),
        unlockWrite: (me) => l.unlockWrite(me),
      }
    },
  })

const ofSemaphore: Kind<ReturnType<typeof spec.semaphore>> = lock({
  ...spec.semaphore(1),
  name: 'semaphore of parts',
  describe({ shared }) {
    const { s } = shared({ s: semaphore(1) })
    return { acquire: () => silently(s.acquire()), release: () => s.release(), tryAcquire: () => s.tryAcquire() }
  },
})

const ofEvent = (kind: 'auto' | 'manual'): Kind<ReturnType<typeof spec.event>> =>
  lock({
    ...spec.event(kind),
    name: `event of parts, ${kind}`,
    describe({ shared }) {
      const { e } = shared({ e: event(kind) })
      return { set: () => e.set(), reset: () => e.reset(), wait: () => silently(e.wait()) }
    },
  })

const ofBarrier: Kind<ReturnType<typeof spec.barrier>> = lock({
  ...spec.barrier(2),
  name: 'barrier of parts',
  describe({ shared }) {
    const { b } = shared({ b: barrier(2) })
    return { arrive: (me) => silently(b.wait(me)) }
  },
})

const ofOnce: Kind<typeof spec.once> = lock({
  ...spec.once,
  name: 'once of parts',
  describe({ shared }) {
    const { o } = shared({ o: once() })
    return { call: proc(() => o.call(() => step('is done')), { name: 'call' }) }
  },
})

const found = <Call extends string>(
  implementation: Lock<Call, string>,
  specification: Lock<Call, string>,
  more: Partial<Refinement<Call, string>> = {},
): string => {
  const { verdict, violation } = check(
    refinement('part', { implementation, specification, threads: 2, depth: 1, ...more }),
  )
  return verdict === 'verified' ? 'refines' : `${violation?.kind}: ${violation?.calls?.join(', ')}`
}

test('mutexes', () => {
  const [any, fifo, handoff] = (['any', 'fifo', 'handoff'] as const).map((queue) =>
    ofMutex(queue, () => mutex({ queue })),
  ) as [Kind<typeof spec.mutex>, Kind<typeof spec.mutex>, Kind<typeof spec.mutex>]
  for (const one of [any, fifo, handoff]) expect(found(one, spec.mutex)).toBe('refines')
  const atRest = { keeps: 'order at rest', threads: 3 } as const
  expect(found(handoff, spec.fairMutex, atRest)).toBe('refines')
  expect(found(fifo, spec.fairMutex, atRest)).toBe('answers: lock')
  expect(found(any, spec.fairMutex, atRest)).toBe('answers: lock')
  const recursive = ofMutex('recursive', () => mutex({ recursion: 2 }))
  expect(found(recursive, spec.recursiveMutex(2), { depth: 2 })).toBe('refines')
  expect(found(recursive, spec.recursiveMutex(3), { depth: 3, threads: 1 })).not.toBe('refines')
})

test('readers and writers', () => {
  const prefers = (whom: spec.Preference) => spec.readersWriters({ prefers: whom })
  expect(found(ofRwLock('barging'), prefers('readers'))).toBe('refines')
  expect(found(ofRwLock('writers'), prefers('writers'))).toBe('refines')
  expect(found(ofRwLock('writers'), prefers('either'), { threads: 3 })).toBe('refines')
  expect(found(ofRwLock('writers'), prefers('readers'), { threads: 3 })).toContain('waiting: ')
  const atRest = { keeps: 'order at rest', threads: 3 } as const
  expect(found(ofRwLock('writers'), prefers('writers'), atRest)).toBe('refines')
  expect(found(ofRwLock('barging'), prefers('writers'), atRest)).toContain('answers: ')
})

test('semaphores, events, barriers, once', () => {
  expect(found(ofSemaphore, spec.semaphore(1))).toBe('refines')
  expect(found(ofSemaphore, spec.semaphore(2))).not.toBe('refines')
  expect(found(ofEvent('auto'), spec.event('auto'))).toBe('refines')
  expect(found(ofEvent('manual'), spec.event('manual'))).toBe('refines')
  expect(found(ofEvent('manual'), spec.event('auto'))).not.toBe('refines')
  expect(found(ofBarrier, spec.barrier(2))).toBe('refines')
  expect(found(ofBarrier, spec.barrier(3))).not.toBe('refines')
  expect(found(ofOnce, spec.once)).toBe('refines')
})
