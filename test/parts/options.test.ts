import { check, type Steps, system, type ThreadId, threadIds } from 'lockproof'
import {
  dispatcher,
  event,
  futex,
  futexes,
  KEVENT,
  KMUTEX,
  KSEMAPHORE,
  monitor,
  mutex,
  permits,
  processor,
  rwLock,
  semaphore,
  sleepQueue,
} from 'lockproof/parts'
import { describe, expect, test } from 'vitest'

/** As JavaScript calls it, where nobody looks at types. */
const any = (given: unknown): never => given as never

const [me] = threadIds(['me']) as [ThreadId]

/** What is said when the body of a thread makes the call. */
function saidOf<P extends object>(make: () => P, call: (part: P) => Steps<unknown>): string {
  try {
    const design = system('design', ({ shared, thread }) => {
      const { it } = shared({ it: make() as never }) as { readonly it: P }
      thread(me, () => call(it))
    })
    return check(design).verdict
  } catch (error) {
    return String(error)
  }
}

describe('what is no option is refused', () => {
  test.each<readonly [() => unknown, string]>([
    [
      () => mutex(any({ queue: 'lifo' })),
      "mutex: queue is 'lifo': expected one of any, fifo, handoff. Did you mean fifo?",
    ],
    [
      () => mutex(any({ recursive: 2 })),
      'mutex has no option recursive: expected one of recursion, queue. Did you mean recursion?',
    ],
    [() => mutex({ recursion: 0 }), 'mutex: recursion is 0: expected an integer of at least 1.'],
    [() => semaphore(2, 1), 'semaphore: limit is 1: expected an integer of at least 2.'],
    [() => semaphore(-1), 'semaphore: initial is -1: expected an integer of at least 0.'],
    [() => event(any('automatic')), "event: kind is 'automatic': expected one of auto, manual."],
    [
      () => futex(any([])),
      'futex: values is []: expected a list of texts, numbers or truth values, one at least and none twice.',
    ],
    [
      () => futex([0, 0]),
      'futex: values is [0, 0]: expected a list of texts, numbers or truth values, one at least and none twice.',
    ],
    [() => futex([0], any({ wakes: 'fifo' })), "futex: wakes is 'fifo': expected one of any, in order."],
    [
      () => futexes({ a: any(0) }),
      'futexes: a is 0: expected a list of texts, numbers or truth values, one at least and none twice.',
    ],
    [() => sleepQueue(any({ spurious: true })), 'sleepQueue has no option spurious: expected one of wakes.'],
    [() => monitor(['a'], any({ spurious: 'no' })), "monitor: spurious is 'no': expected true or false."],
    [
      () => permits([me], any({ spurios: false })),
      'permits has no option spurios: expected one of spurious. Did you mean spurious?',
    ],
    [
      () => rwLock(any('writer')),
      "rwLock: policy is 'writer': expected one of barging, readers, writers, arrival, phase-fair. Did you mean writers?",
    ],
    [() => KEVENT(any('manual')), "KEVENT: signals is 'manual': expected one of notification, synchronization."],
    [() => KSEMAPHORE(2, 1), 'KSEMAPHORE: limit is 1: expected an integer of at least 2.'],
    [() => KMUTEX(0), 'KMUTEX: recursion is 0: expected an integer of at least 1.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'M009', message, site: expect.stringContaining('options.test.ts:') }),
    )
  })

  test.each([
    [
      'a misspelled time-out',
      saidOf(
        () => mutex(),
        (m) => m.lock(me, any({ mayTimeout: true })),
      ),
      'a wait has no option mayTimeout',
    ],
    [
      'a condition that is none',
      saidOf(
        () => monitor(['a', 'b']),
        (m) => m.signal(any('c')),
      ),
      "a monitor: condition is 'c': expected one of a, b.",
    ],
    [
      'an object that there is not',
      saidOf(
        () => dispatcher({ done: KEVENT('notification') }),
        (ke) => ke.KeSetEvent(any('dine')),
      ),
      "dispatcher: object is 'dine': expected one of done. Did you mean done?",
    ],
    [
      'a wait for an object that there is not',
      saidOf(
        () => dispatcher({ done: KEVENT('notification') }),
        (ke) => ke.KeWaitForMultipleObjects(me, ['done', any('late')], 'WaitAll'),
      ),
      "dispatcher: object is 'late': expected one of done.",
    ],
    [
      'an object of another kind',
      saidOf(
        () => dispatcher({ done: KEVENT('notification') }),
        (ke) => ke.KeReadStateSemaphore(any('done')),
      ),
      "dispatcher: done is 'event': expected one of semaphore.",
    ],
    [
      'a level that there is not',
      saidOf(
        () => processor(),
        (cpu) => cpu.raise(me, any('APC')),
      ),
      "processor: irql is 'APC': expected one of PASSIVE, DISPATCH, DEVICE, HIGH.",
    ],
    [
      'no other word',
      saidOf(
        () => futexes({ a: [0], b: [0] }),
        ({ a }) => a.requeue(0, 1, 'a'),
      ),
      "a.requeue: to is 'a': expected one of b.",
    ],
  ])('in a body: %s', (_, said, message) => {
    expect(said).toContain(`ModelError: ${message}`)
  })
})

test('a call that a part has not: those that it has, and nothing of what only it performs', () => {
  const said = saidOf(
    () => mutex(),
    (m) => (m as unknown as { lok: typeof m.lock }).lok(me),
  )
  expect(said).toContain('expected one of lock, owner, tryLock, unlock. Did you mean lock?')
})
