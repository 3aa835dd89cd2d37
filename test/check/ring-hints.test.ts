import { cell, check, forever, object, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { recursiveWaitForExclusive } from '../../examples/eresource/readers-behind-writers.ts'
import { upgradeAlone, upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { inverted, ordered } from '../../examples/two-locks.ts'

/** Of a lock that says who owns it. */
const mutex = () =>
  object<{ owner: ThreadId | null }>({ owner: null })(
    {
      lock(it, me: ThreadId) {
        waitUntil(it.owner === null)
        it.owner = me
      },
      unlock(it) {
        it.owner = null
      },
    },
    { owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

/** T0 owns R, for which T2 has queued; T1 owns Q and stands behind T2. */
const behind = system('behind a writer', ({ shared, thread }) => {
  const { R, Q } = shared({ R: eresource(), Q: eresource() })
  const [reader, late, writer] = threadIds(3)
  thread(reader, function* () {
    const my = asThread(reader)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExAcquireResourceExclusiveLite(Q, true)
    yield* my.ExReleaseResourceLite(Q)
    yield* my.ExReleaseResourceLite(R)
  })
  thread(late, function* () {
    const my = asThread(late)
    yield* my.ExAcquireResourceExclusiveLite(Q, true)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExReleaseResourceLite(R)
    yield* my.ExReleaseResourceLite(Q)
  })
  thread(writer, function* () {
    const my = asThread(writer)
    yield* my.ExAcquireResourceExclusiveLite(R, true)
    yield* my.ExReleaseResourceLite(R)
  })
})

/** Each of three takes one more than it has. */
const table = system('a round table', ({ shared, threads }) => {
  const { a, b, c } = shared({ a: mutex(), b: mutex(), c: mutex() })
  const forks = [a, b, c] as const
  const ids = threadIds(3)
  threads(ids, function* (me) {
    const seat = ids.indexOf(me)
    const [first, second] = [forks[seat] ?? a, forks[(seat + 1) % 3] ?? a]
    yield* first.lock(me)
    yield* second.lock(me)
    yield* second.unlock()
    yield* first.unlock()
  })
})

/** Each of two takes what the other one has, while a third goes on. */
const besideAClock = system('beside a clock', ({ shared, thread, threads }) => {
  const { left, right, clock } = shared({ left: mutex(), right: mutex(), clock: cell(['tick', 'tock']) })
  const ids = threadIds(2)
  threads(ids, function* (me) {
    const [first, second] = me === ids[0] ? [left, right] : [right, left]
    yield* first.lock(me)
    yield* second.lock(me)
    yield* second.unlock()
    yield* first.unlock()
  })
  thread('clock', () => forever(() => clock.update((it) => (it === 'tick' ? 'tock' : 'tick'))))
})

/** The one waits for what the other has, who waits for what nobody has. */
const lost = system('lost', ({ shared, threads }) => {
  const { m, bell } = shared({ m: mutex(), bell: cell(['silent', 'rung']) })
  threads(threadIds(2), function* (me) {
    yield* m.lock(me)
    yield* bell.when('rung').load()
    yield* m.unlock()
  })
})

const hintsOf = (of: System): readonly string[] | undefined => check(of).violation?.hints
const inOrder = (...objects: string[]): string =>
  `${objects.join(', ')} are taken in different orders; in one order no such ring can close`

describe('what would have kept threads from waiting in a ring', () => {
  test.each([
    [inverted, [inOrder('left', 'right')]],
    [table, [inOrder('c', 'a', 'b')]],
    [behind, [inOrder('R', 'Q')]],
    [besideAClock, [inOrder('left', 'right')]],
  ])('to take them in one order: $name', (of, hints) => {
    expect(hintsOf(of)).toEqual(hints)
  })

  test.each([upgradeAlone, upgradeTwoReaders])('to let go of what is asked for again: $name', (of) => {
    expect(hintsOf(of.system)).toEqual(['T0 waits at R, which it holds: it must let go first, or not ask again'])
  })

  test('to let go of it, too, where others have queued in between', () => {
    const [hint, ...others] = hintsOf(recursiveWaitForExclusive.system) ?? []
    expect(hint).toMatch(/^T\d waits at \w+, which it holds: /)
    expect(others).toEqual([])
  })

  test('and nothing where there is no ring', () => {
    expect(check(lost).verdict).toBe('violated')
    expect(hintsOf(lost)).toEqual([])
  })

  test('and it does: the same design is verified then', () => {
    expect(check(ordered).verdict).toBe('verified')
    expect(check(upgradeTwoReaders.fixed as System).verdict).toBe('verified')
  })
})
