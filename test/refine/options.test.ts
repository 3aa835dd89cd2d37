import { check, UsageError } from 'lockproof'
import { lock, refinement } from 'lockproof/refine'
import { mutex, tryMutex } from 'lockproof/specifications'
import { describe, expect, test } from 'vitest'
import { naiveFlag, neverGrants, testAndSet } from './locks/mutexes.ts'

const its = { implementation: testAndSet, specification: mutex }
const refused = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    if (error instanceof UsageError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'taken'
}

describe('options', () => {
  test.each(
    [
      [{ ...its, thread: 2 }, 'U006: refinement has no option thread: expected one of threads'],
      [{ ...its, threads: 0 }, 'U006: threads is 0: expected an integer from 1 to 30.'],
      [{ ...its, keeps: 'order' }, "U006: keeps is 'order': expected one of answers, waiting, order at rest."],
      [{ ...its, expect: { waits: 'look' } }, "U006: expect.waits is 'look': expected one of lock, unlock."],
      [{ ...its, roles: [['lok']] }, 'U006: roles is'],
      [
        { ...its, specification: tryMutex },
        'U009: test-and-set has no call tryLock: expected all calls of mutex with try',
      ],
      [{ implementation: testAndSet }, 'U009: refinement() was given undefined: expected a lock'],
      [undefined, 'U006: The options of refinement is undefined: expected a record.'],
    ].map(([options, message]) => [message, options] as const),
  )('%s', (message, options) => {
    expect(refused(() => refinement('refused', options as never))).toContain(message)
  })

  test('are those of a family where they come from parameters', () => {
    const family = refinement('flag is a mutex', { N: 2 }, ({ N }) => ({ ...its, threads: N, depth: 1 }))
    expect(family.defaults).toEqual({ N: 2 })
    expect(check(family({ N: 3 }), { reduction: 'none' }).states).toBe(32)
    expect(check(family(), { reduction: 'none' }).states).toBeLessThan(32)
  })
})

describe('what is expected', () => {
  const of = (implementation: typeof testAndSet, expect: object | 'refines') =>
    check(refinement('it', { implementation, specification: mutex, threads: 2, depth: 1, expect: expect as never }))
      .expected

  test('is found or not, by the call and the steps', () => {
    expect(of(naiveFlag, { answers: 'lock', steps: 6 })).toEqual({
      verdict: 'lock answers otherwise, 6 steps',
      isAsExpected: true,
    })
    expect(of(naiveFlag, { answers: 'unlock' }).isAsExpected).toBe(false)
    expect(of(naiveFlag, { answers: 'lock', steps: 5 }).isAsExpected).toBe(false)
    expect(of(naiveFlag, { waits: 'lock' }).isAsExpected).toBe(false)
    expect(of(neverGrants, { waits: 'lock', steps: 1 })).toEqual({
      verdict: 'lock waits for ever, 1 step',
      isAsExpected: true,
    })
    expect(of(neverGrants, 'refines').isAsExpected).toBe(false)
    expect(of(testAndSet, 'refines').isAsExpected).toBe(true)
  })
})

test('a client makes the calls of its role, and no more than it may', () => {
  const seen = check(refinement('roles', { ...its, threads: 2, roles: [['lock'], []] }), { reduction: 'none' })
  expect(seen.verdict).toBe('verified')
  expect(seen.states).toBe(3) // between calls; in lock; inside
  const once = check(refinement('once', { ...its, threads: 1, calls: 1 }), { reduction: 'none' })
  expect(once.states).toBe(3)
})

test('a call that refuses opens nothing, and one that goes wrong answers otherwise', () => {
  const broken = lock({
    name: 'throws',
    sections: { critical: {} },
    calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
    describe(tools, clients) {
      const calls = testAndSet.describe(tools, clients)
      return {
        lock: calls.lock,
        *unlock(me) {
          yield* calls.unlock(me)
          throw new Error('use after free')
        },
      }
    },
  })
  const { violation } = check(refinement('throws', { implementation: broken, specification: mutex, threads: 2 }))
  expect(violation).toMatchObject({ kind: 'answers', thread: 'T0', calls: ['unlock'] })
  expect(violation?.message).toContain("T0's unlock fails: use after free")
})
