/** Each specification of ours does what it says, and a broken twin of it does not. */
import { check, either, object, proc, step, type ThreadId, timeout, waitUntil } from 'lockproof'
import { type Keeps, type Lock, lock, type Refinement, refinement } from 'lockproof/refine'
import {
  barrier,
  conditionVariable,
  event,
  fairMutex,
  mutex,
  once,
  queue,
  readersWriters,
  recursiveMutex,
  register,
  semaphore,
  stack,
  tryMutex,
  upgradable,
} from 'lockproof/specifications'
import { describe, expect, test } from 'vitest'
import { counted } from './locks/condition-variable.ts'
import { inBits } from './locks/upgradable.ts'

type AnyLock = Lock<string, string>

const asAny = (one: Lock<never, never>): AnyLock => one as unknown as AnyLock // calls by their names

const all: readonly AnyLock[] = [
  mutex,
  fairMutex,
  tryMutex,
  recursiveMutex(2),
  readersWriters({ prefers: 'readers' }),
  readersWriters({ prefers: 'writers' }),
  readersWriters({ prefers: 'either' }),
  upgradable({ prefers: 'either' }),
  conditionVariable({ wakesSpuriously: false }),
  conditionVariable({ wakesSpuriously: true }),
  semaphore(1),
  event('auto'),
  event('manual'),
  barrier(2),
  once,
  register,
  queue(2),
  stack(2),
].map((one) => asAny(one as never))

const found = (
  implementation: AnyLock,
  specification: AnyLock,
  more: Partial<Refinement<string, string>> = {},
): string => {
  const { verdict, violation } = check(
    refinement('it', { implementation, specification, threads: 2, calls: 2, ...more }),
  )
  return verdict === 'verified' ? 'refines' : `${violation?.kind}: ${violation?.calls?.join(', ')}`
}

const levels: readonly Keeps[] = ['waiting', 'order at rest']

test.each(all.flatMap((one) => levels.map((keeps) => [one.name, keeps, one] as const)))(
  '%s refines itself, %s',
  (_, keeps, one) => {
    expect(found(one, one, { keeps })).toBe('refines')
  },
)

type Bodies = ReturnType<AnyLock['describe']>

/** The specification with another call in the place of one of its own. */
const broken = (right: AnyLock, name: string, instead: (calls: Bodies) => Bodies[string]): AnyLock => ({
  ...right,
  name: `${right.name}, broken`,
  describe(tools, clients) {
    const calls = right.describe(tools, clients)
    return { ...calls, [name]: instead(calls) }
  },
})

/** Does nothing. */
const skips = (): Bodies[string] => () => step('nothing')

const byName = (name: string): AnyLock => existing(all.find((one) => one.name === name))
const existing = <T>(one: T | undefined): T => {
  if (one === undefined) throw new Error('no such specification')
  return one
}

test.each([
  ['mutex', 'lock', 'answers: unlock'],
  ['mutex with try', 'unlock', 'waiting: lock'],
  ['recursive mutex', 'lock', 'answers: unlock'],
  ['readers-first rwlock', 'lockRead', 'answers: lockWrite'],
  ['writers-first rwlock', 'lockWrite', 'answers: lockWrite'],
  ['rwlock', 'unlockWrite', 'waiting: '],
  ['upgradable rwlock', 'lockUpgradable', 'answers: lockUpgradable'],
  ['condition variable', 'wait', 'answers: wait'],
  ['semaphore', 'release', 'waiting: acquire'],
  ['event, auto', 'set', 'waiting: wait'],
  ['event, manual', 'wait', 'answers: wait'],
  ['barrier', 'arrive', 'answers: arrive'],
  ['register', 'write', 'answers: read'],
  ['queue', 'enqueue', 'waiting: dequeue'],
  ['stack', 'push', 'answers: pop'],
])('%s whose %s does nothing is none', (name, call, expected) => {
  const right = byName(name)
  expect(found(broken(right, call, skips), right)).toContain(expected)
})

test('once is not done by each, and nobody goes on before it is done', () => {
  const right = byName('once')
  const early = broken(right, 'call', skips)
  expect(found(early, right)).toBe('refines') // what it does, a client cannot see: that it is over, only at rest
})

test('a time-out that may come saves nobody, on either side', () => {
  const timed = (mayTimeOut: boolean): AnyLock =>
    asAny(
      lock({
        name: mayTimeOut ? 'timed' : 'untimed',
        sections: { critical: {} },
        calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
        describe({ shared }) {
          const { m } = shared({
            m: object<{ owner: ThreadId | null }>({ owner: null })({
              lock(d, me: ThreadId) {
                waitUntil(d.owner === null)
                d.owner = me
                return true
              },
              unlock(d) {
                d.owner = null
              },
            }),
          })
          const tries = proc(function* lock(me: ThreadId) {
            return yield* mayTimeOut ? either(m.lock(me), timeout(false)) : m.lock(me)
          })
          return { lock: tries, unlock: () => m.unlock() }
        },
      }) as never,
    )
  expect(found(timed(true), timed(true))).toBe('refines')
  expect(found(timed(false), timed(true))).toBe('refines')
  expect(found(timed(true), timed(false))).toBe('answers: lock')
})

test('either preference refines the one without, and neither the other', () => {
  const [readers, writers, both] = ['readers-first rwlock', 'writers-first rwlock', 'rwlock'].map(byName)
  const its = { threads: 3, depth: 1, calls: 1 }
  expect(found(existing(readers), existing(both), its)).toBe('refines')
  expect(found(existing(writers), existing(both), its)).toBe('refines')
  expect(found(existing(writers), existing(readers), its)).toContain('waiting')
})

describe('a rwlock whose reader may become the writer', () => {
  const its = { threads: 2, calls: 3 }
  const prefers = (whom: 'readers' | 'writers' | 'either'): AnyLock => asAny(upgradable({ prefers: whom }) as never)

  test('in bits keeps readers out while it waits for those inside', () => {
    const implementation = asAny(inBits() as never)
    expect(found(implementation, prefers('either'), its)).toBe('refines')
    expect(found(implementation, prefers('readers'), { ...its, threads: 3, calls: 1 })).toBe(
      'waiting: lockUpgradable, lockWrite',
    )
  })

  test('that does not wait for readers lets a writer in beside them', () => {
    expect(found(asAny(inBits('does not drain') as never), prefers('either'), its)).toBe('answers: lockWrite')
  })
})

describe('a condition variable that counts its signals', () => {
  const its = { threads: 2, calls: 3 }
  const specified = (wakesSpuriously: boolean): AnyLock => asAny(conditionVariable({ wakesSpuriously }) as never)

  test('refines it; and wakes two for one signal, of whom one is not asleep yet: that is spurious', () => {
    const implementation = asAny(counted() as never)
    expect(found(implementation, specified(false), its)).toBe('refines')
    const waits = ['lock', 'wait', 'unlock']
    const three = { threads: 3, calls: 3, roles: [waits, waits, ['signal']] }
    expect(found(implementation, specified(true), three)).toBe('refines')
    expect(found(implementation, specified(false), three)).toBe('answers: wait')
  })

  test('loses a signal if nobody looks at it again', () => {
    expect(found(asAny(counted('does not look again') as never), specified(true), its)).toContain('waiting: wait')
  })
})
