import { object, replay, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { replayText } from '../../src/report/text/replay-text.ts'
import { plain } from '../../src/report/text/style.ts'

type Mutex = { readonly owner: ThreadId | null }

const page = { style: plain, width: 100, isTerminal: false, places: () => '' }

/** Two threads that take both of two mutexes; a counter beside them has no view. */
const design: System = system('two mutexes', ({ shared, threads }) => {
  const mutex = () =>
    object<Mutex>({ owner: null })(
      {
        acquire(d, me: ThreadId) {
          waitUntil(d.owner === null)
          d.owner = me
        },
        release(d) {
          d.owner = null
        },
      },
      {
        view: ({ owner }) => ({
          mode: owner === null ? 'free' : 'exclusive',
          owners: owner === null ? [] : [{ owner, count: 1 }],
          sharedWaiters: [],
          exclusiveWaiters: [],
        }),
      },
    )
  const { a, b, steps } = shared({
    a: mutex(),
    b: mutex(),
    steps: object({ count: 0 })({
      count(d) {
        d.count++
      },
    }),
  })
  threads(threadIds(2), function* (me) {
    yield* a.acquire(me)
    yield* steps.count()
    yield* b.acquire(me)
    yield* b.release()
    yield* a.release()
  })
})

describe('replay that shows locks', () => {
  const trace = replay(design, 'T0 T0 T0 T0', { locks: true })

  test('gives all of them after each step that changes one', () => {
    expect(trace.steps.map(({ locks }) => locks?.map(({ object: name, view }) => `${name} ${view.mode}`))).toEqual([
      ['a exclusive', 'b free'],
      [],
      ['a exclusive', 'b exclusive'],
      ['a exclusive', 'b free'],
    ])
  })

  test('prints them after the trace', () => {
    const text = replayText('two mutexes', {}, trace, page)
    expect(text.slice(text.indexOf('  after step 1'))).toBe(`  after step 1, T0: a.acquire(T0)
    Resource @ a    Exclusively owned
         Threads: T0-01<*>
    2 total locks, 1 currently held

  after step 2, T0: steps.count()
    no lock changes

  after step 3, T0: b.acquire(T0)
    Resource @ a    Exclusively owned
         Threads: T0-01<*>
    Resource @ b    Exclusively owned
         Threads: T0-01<*>
    2 total locks, 2 currently held

  after step 4, T0: b.release()
    Resource @ a    Exclusively owned
         Threads: T0-01<*>
    2 total locks, 1 currently held

  at last   a: { owner: T0 }, b: { owner: null }, steps: { count: 1 }

  T0  goes on with a.release()
  T1  waits at a.acquire(T1)
`)
  })

  test('and says nothing of them where they were not asked for', () => {
    const silent = replay(design, 'T0')
    expect(silent.steps[0]).not.toHaveProperty('locks')
    expect(replayText('two mutexes', {}, silent, page)).not.toContain('after step')
  })
})
