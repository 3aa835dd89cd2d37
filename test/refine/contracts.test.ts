/** Calls that are proper at some times only. */
import { check, ensure, object, type ThreadId, waitUntil } from 'lockproof'
import { type Contract, lock, refinement } from 'lockproof/refine'
import { expect, test } from 'vitest'

/** A mutex that may be made anew while nobody holds it. */
const renewable = lock({
  name: 'renewable mutex',
  sections: { critical: { excludes: ['critical'] } },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' }, renew: {} },
  describe({ shared }) {
    const { m } = shared({
      m: object<{ owner: ThreadId | null }>({ owner: null })({
        lock(d, me: ThreadId) {
          waitUntil(d.owner === null)
          d.owner = me
        },
        unlock(d) {
          d.owner = null
        },
        renew(d) {
          ensure(d.owner === null, 'renewed in use')
        },
      }),
    })
    return { lock: (me) => m.lock(me), unlock: () => m.unlock(), renew: () => m.renew() }
  },
})

const found = (requires: { readonly lock?: Contract; readonly renew?: Contract }) =>
  check(refinement('renewed', { implementation: renewable, specification: renewable, threads: 2, depth: 1, requires }))

const notWhileRenewed: Contract = (_, { calling }) => !calling.includes('renew')

test('a call that goes wrong at the wrong time is a violation, unless clients must not make it then', () => {
  expect(found({}).violation).toMatchObject({ kind: 'answers', calls: ['renew'] })
  expect(found({}).violation?.message).toContain('renew fails: renewed in use')
  const isFree: Contract = ({ m }, { calling }) => m.owner === null && calling.length === 0
  expect(found({ renew: isFree }).verdict).toBe('violated') // somebody locks before it is renewed
  expect(found({ renew: isFree, lock: notWhileRenewed }).verdict).toBe('verified')
})

test('a contract is kept only where every state that the specification may be in allows the call', () => {
  // while unlock has not returned, the mutex may be free already, and need not
  const isFree: Contract = ({ m }, { calling }) => m.owner === null && !calling.includes('lock')
  expect(found({ renew: isFree, lock: notWhileRenewed }).verdict).toBe('verified')
})

test('a call that is never proper is told: nothing was found out about it', () => {
  const { verdict, warnings } = found({ renew: () => false })
  expect(verdict).toBe('verified')
  expect(warnings.map(({ text }) => text)).toEqual(['nobody ever calls renew: what it requires never is so'])
})
