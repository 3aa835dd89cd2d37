import type { ReleasePolicy, Resource } from 'lockproof/eresource'
import { beforeAll, describe, expect, test } from 'vitest'
import { countOf, exclusiveOwner, modeOf, ownersOf, safetyProperties } from '#eresource'
import { type Transition, transitionsOf, valuesOf } from './all-values.ts'
import { Machine, T0, T1, T2, T3 } from './apply.ts'

const threads = [T0, T1, T2]
const acquires = /Acquire/
const neverWait = /^ExRelease|^ExConvert|^ExTryTo/

const isCall =
  (pattern: RegExp) =>
  ({ call }: Transition) =>
    pattern.test(call[0])

describe.each<ReleasePolicy>(['sharedFirst', 'exclusiveFirst'])(
  'every call of three threads at every value, %s',
  (releasePolicy) => {
    let transitions: readonly Transition[] = []
    beforeAll(() => {
      transitions = transitionsOf(new Machine({ releasePolicy }), threads, 2)
    })

    /** The transitions that break a law; their number when none does. */
    function broken(applies: (t: Transition) => boolean, holds: (t: Transition) => boolean): readonly Transition[] {
      const cases = transitions.filter(applies)
      expect(cases.length).toBeGreaterThan(0)
      return cases.filter((transition) => !holds(transition))
    }

    test.each(safetyProperties)('$name', ({ holds }) => {
      expect(transitions.filter(({ after }) => !holds(after))).toEqual([])
    })

    test('S8 a call without Wait never waits, and changes nothing where it answers FALSE', () => {
      const withoutWait = ({ call }: Transition) => acquires.test(call[0]) && call[2] !== true
      expect(
        broken(withoutWait, ({ answer, before, after }) => answer === true || (answer === false && after === before)),
      ).toEqual([])
    })

    test('S9 releases, conversions and tries never wait', () => {
      expect(broken(isCall(neverWait), ({ answer }) => answer !== 'waits')).toEqual([])
    })

    test('S10 a conversion leaves the caller an owner with its count, and nobody exclusive', () => {
      const isConversion = isCall(/^ExConvert/)
      const keeps = ({ me, before, after }: Transition) =>
        modeOf(after) === 'Shared' && countOf(after.owners, me) === countOf(before.owners, me)
      expect(broken(isConversion, keeps)).toEqual([])
    })

    test('a call with Wait answers TRUE or waits', () => {
      expect(
        broken(
          ({ call }) => call[2] === true,
          ({ answer }) => answer === true || answer === 'waits',
        ),
      ).toEqual([])
    })

    test('nobody but the caller gains or loses a hold at an acquire, and nobody is woken', () => {
      const others = (r: Resource, { me }: Transition) =>
        threads.filter((id) => id !== me).map((id) => countOf(r.owners, id))
      const isUnmoved = (t: Transition) => String(others(t.before, t)) === String(others(t.after, t))
      const nobodyWoken = ({ before, after }: Transition) =>
        [...before.exclusiveWaiters, ...before.sharedWaiters].every((id) =>
          [...after.exclusiveWaiters, ...after.sharedWaiters].includes(id),
        )
      expect(broken(isCall(acquires), (t) => isUnmoved(t) && nobodyWoken(t))).toEqual([])
    })

    test('L4 a free resource is granted at once', () => {
      expect(
        broken(
          (t) => modeOf(t.before) === 'Free' && acquires.test(t.call[0]),
          ({ answer }) => answer === true,
        ),
      ).toEqual([])
    })

    test('an exclusive owner never waits, whoever is queued', () => {
      expect(
        broken(
          (t) => exclusiveOwner(t.before) === t.me && acquires.test(t.call[0]),
          ({ answer }) => answer === true,
        ),
      ).toEqual([])
    })

    test('a shared acquire by the exclusive owner does not downgrade', () => {
      const isRecursion = (t: Transition) => exclusiveOwner(t.before) === t.me && acquires.test(t.call[0])
      expect(broken(isRecursion, ({ after }) => modeOf(after) === 'Exclusive')).toEqual([])
    })

    test('a grant is to all shared waiters or to the first exclusive one', () => {
      const grants = ({ before, after }: Transition) =>
        ownersOf(after.owners).filter((owner) => countOf(before.owners, owner) === 0)
      const isGrant = (t: Transition) => neverWait.test(t.call[0]) && !/^ExTry/.test(t.call[0]) && grants(t).length > 0
      const isWhole = (t: Transition) => {
        const granted = grants(t)
        const first = t.before.exclusiveWaiters[0]
        const isFirst = granted.length === 1 && granted[0] === first && modeOf(t.after) === 'Exclusive'
        return isFirst || (t.before.sharedWaiters.length === granted.length && t.after.sharedWaiters.length === 0)
      }
      expect(broken(isGrant, isWhole)).toEqual([])
    })
  },
)

describe('values of a resource', () => {
  // five other checkers agree on the model of bench/models/eresource.ts, which has as many values
  test.each([
    [3, 135],
    [4, 801],
  ])('%i threads that never wait for themselves, two holds deep: %i', (count, values) => {
    expect(valuesOf(new Machine({ recursionLimit: 2 }), [T0, T1, T2, T3].slice(0, count), 2)).toHaveLength(values)
  })
})
