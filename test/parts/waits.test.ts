import { type Cell, cell, check, repeat, type Steps, system, type ThreadId, threadIds } from 'lockproof'
import {
  type Ended,
  type Event,
  event,
  futex,
  futexes,
  type Monitor,
  type Mutex,
  monitor,
  mutex,
  permits,
  type Semaphore,
  type SleepQueue,
  semaphore,
  sleepQueue,
  type ThreadPermits,
  type WaitOptions,
} from 'lockproof/parts'
import { describe, expect, expectTypeOf, test } from 'vitest'

const [me, other] = threadIds(['me', 'other']) as [ThreadId, ThreadId]
const ends = ['waits', 'timed out', 'interrupted', 'served'] as const

type Wait<P> = readonly [
  make: () => P,
  before: (it: P) => Steps<unknown>,
  wait: (it: P, o: WaitOptions) => Steps<unknown>,
]

const wait = <P extends object>(...those: Wait<P>): Wait<never> => those as unknown as Wait<never>
/** A thread that waits for what never comes: how it may end. */
const waitsFor: Readonly<Record<string, Wait<never>>> = {
  mutex: wait(
    () => mutex(),
    (m) => m.lock(other),
    (m, o) => m.lock(me, o),
  ),
  'mutex, fifo': wait(
    () => mutex({ queue: 'fifo' }),
    (m) => m.lock(other),
    (m, o) => m.lock(me, o),
  ),
  'mutex, handoff': wait(
    () => mutex({ queue: 'handoff' }),
    (m) => m.lock(other),
    (m, o) => m.lock(me, o),
  ),
  semaphore: wait(
    () => semaphore(1),
    (s) => s.acquire(),
    (s, o) => s.acquire(o),
  ),
  futex: wait(
    () => futex([0, 1], { spurious: false }),
    (f) => f.store(1),
    (f, o) => f.wait(me, 1, o),
  ),
  futexes: wait(
    () => futexes({ a: [0, 1], b: [0] }, { spurious: false }),
    (f) => f.a.store(1),
    (f, o) => f.a.wait(me, 1, o),
  ),
  sleepQueue: wait(
    () => sleepQueue(),
    (q) => q.lock(me),
    (q, o) => q.sleep(me, o),
  ),
  monitor: wait(
    () => monitor(['a', 'b'], { spurious: false }),
    (m) => m.enter(me),
    (m, o) => m.wait(me, 'b', o),
  ),
  event: wait(
    () => event('manual', true),
    (e) => e.reset(),
    (e, o) => e.wait(o),
  ),
  permits: wait(
    () => permits([me, other], { spurious: false }),
    (p) => p.unpark(other),
    (p, o) => p.park(me, o),
  ),
}

type Outcome = { readonly deadlock: string | undefined; readonly answers: readonly string[] }

function outcomeOf([make, before, waits]: Wait<never>, options: WaitOptions): Outcome {
  const design = system('waits', ({ shared, thread, reachable }) => {
    const { it, how } = shared({ it: make() as never, how: cell(ends) }) as {
      it: never
      how: Cell<(typeof ends)[number]>
    }
    thread(me, function* () {
      yield* before(it)
      const answer = yield* waits(it, options)
      yield* how.store(answer === 'timed out' || answer === 'interrupted' ? answer : 'served')
    })
    for (const end of ends.slice(1)) reachable(end, [how], (it) => it === end)
  })
  const { answers } = check(design, { keepGoing: true, reduction: 'none' })
  const found = (name: string): string | undefined => answers.find((it) => it.name === name)?.result
  return {
    deadlock: found('no deadlock'),
    answers: ends.slice(1).filter((end) => found(`reachable ${end}`) === 'holds' || found(end) === 'holds'),
  }
}

describe.each(Object.entries(waitsFor))('who waits for what never comes: %s', (_, part) => {
  test.each<readonly [WaitOptions, Outcome]>([
    [{}, { deadlock: 'violated', answers: [] }],
    [{ mayTimeOut: true }, { deadlock: 'violated', answers: ['timed out'] }],
    [{ mayBeInterrupted: true }, { deadlock: 'violated', answers: ['interrupted'] }],
    [
      { mayTimeOut: true, mayBeInterrupted: true },
      { deadlock: 'violated', answers: ['timed out', 'interrupted'] },
    ],
    [{ timesOut: true }, { deadlock: 'holds', answers: ['timed out'] }],
    [
      { timesOut: true, mayBeInterrupted: true },
      { deadlock: 'holds', answers: ['timed out', 'interrupted'] },
    ],
  ])('%j', (options, expected) => {
    expect(outcomeOf(part, options)).toEqual(expected)
  })
})

/** What is done to a part, and what is said of it. */
const misuse = <P extends object>(make: () => P, call: (it: P) => Steps<unknown>, said: string) =>
  [said, make, call as (it: object) => Steps<unknown>] as const

describe('what a part is not for fails', () => {
  test.each([
    misuse(
      () => mutex(),
      (m) => m.unlock(me),
      'unlocked by a thread that does not hold it',
    ),
    misuse(
      () => mutex(),
      (m) => repeat(2, () => m.lock(me)),
      'locked again by its owner',
    ),
    misuse(
      () => mutex({ recursion: 2, queue: 'fifo' }),
      (m) => repeat(3, () => m.lock(me)),
      'locked more than 2 times by its owner',
    ),
    misuse(
      () => semaphore(0, 2),
      (s) => s.release(3),
      'released to 3 permits: there are at most 2',
    ),
    misuse(
      () => futex(['a', 'b']),
      (f) => f.store('c' as 'a'),
      "stored 'c': the word is one of 'a', 'b'",
    ),
    misuse(
      () => sleepQueue(),
      (q) => q.sleep(me),
      'used by a thread that has not its lock',
    ),
    misuse(
      () => sleepQueue(),
      (q) => q.wakeOne(me),
      'used by a thread that has not its lock',
    ),
    misuse(
      () => monitor(),
      (m) => m.wait(me),
      'used by a thread that is not inside',
    ),
    misuse(
      () => monitor(),
      (m) => repeat(2, () => m.enter(me)),
      'entered again by the thread that is inside',
    ),
    misuse(
      () => permits([other]),
      (p) => p.unpark(me),
      'unparked: a thread that has no permit here',
    ),
  ])('%s', (said, make, call) => {
    const design = system('misuse', ({ shared, thread }) => {
      const { it } = shared({ it: make() as never })
      thread(me, () => call(it))
    })
    expect(check(design).violation).toMatchObject({ kind: 'failure', message: `me: ${said}` })
  })
})

test('an answer says how the wait may end, and no more', () => {
  const m = mutex()
  type Answer<S> = S extends Steps<infer R> ? R : never
  expectTypeOf<Answer<ReturnType<typeof m.lock>>>().toEqualTypeOf<'locked' | 'timed out' | 'interrupted'>()
  const ways = () =>
    [m.lock(me), m.lock(me, { mayTimeOut: true }), m.lock(me, { timesOut: true, mayBeInterrupted: true })] as const
  expectTypeOf<ReturnType<typeof ways>>().toEqualTypeOf<
    readonly [Steps<'locked'>, Steps<'locked' | 'timed out'>, Steps<'locked' | 'timed out' | 'interrupted'>]
  >()
  expectTypeOf<Ended<{ mayTimeOut: false }>>().toEqualTypeOf<never>()
  expectTypeOf<Ended<WaitOptions>>().toEqualTypeOf<'timed out' | 'interrupted'>()
})

test('what only the part itself performs is in no completion list', () => {
  expectTypeOf<keyof Mutex & string>().toEqualTypeOf<'lock' | 'tryLock' | 'unlock' | 'owner'>()
  expectTypeOf<keyof SleepQueue & string>().toEqualTypeOf<'lock' | 'unlock' | 'sleep' | 'wakeOne' | 'wakeAll'>()
  expectTypeOf<keyof Monitor<'a'> & string>().toEqualTypeOf<'enter' | 'exit' | 'wait' | 'signal' | 'broadcast'>()
  expectTypeOf<keyof Event & string>().toEqualTypeOf<'wait' | 'set' | 'reset' | 'isSet'>()
  expectTypeOf<keyof ThreadPermits & string>().toEqualTypeOf<'park' | 'unpark'>()
  expectTypeOf<keyof Semaphore & string>().toEqualTypeOf<'acquire' | 'tryAcquire' | 'release' | 'give'>()
})
