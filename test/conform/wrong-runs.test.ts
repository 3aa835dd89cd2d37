import { describe, expect, test } from 'vitest'
import {
  blocks,
  call,
  convert,
  exclusive,
  release,
  returns,
  shared,
  starve,
  verdictOf,
  type Written,
  waitFor,
  wakes,
} from './sequence.ts'

/** What no ERESOURCE does, each with the step at which the model objects, and with what it allows there. */
const wrongRuns: readonly (readonly [string, Written, string])[] = [
  [
    'a reader beside a writer',
    { steps: [exclusive('A'), shared('B', false)] },
    '2: B: ExAcquireResourceSharedLite(R, FALSE) | returns TRUE | returns FALSE',
  ],
  [
    'a recursive exclusive acquire that waits',
    { steps: [exclusive('A'), exclusive('A', true, blocks)] },
    '2: A: ExAcquireResourceExclusiveLite(R, TRUE) | waits | returns TRUE',
  ],
  [
    'a shared acquire that takes exclusiveness away',
    { steps: [exclusive('A'), shared('A'), { thread: 'A', check: { acquiredExclusive: false } }] },
    '3: A: asks | acquiredExclusive FALSE | acquiredExclusive TRUE',
  ],
  [
    'an upgrade beside oneself',
    { steps: [shared('A'), exclusive('A', false)] },
    '2: A: ExAcquireResourceExclusiveLite(R, FALSE) | returns TRUE | returns FALSE',
  ],
  [
    'a recursive reader that waits behind a writer',
    { steps: [shared('A'), exclusive('B', true, blocks), shared('A', true, blocks)] },
    '3: A: ExAcquireResourceSharedLite(R, TRUE) | waits | returns TRUE',
  ],
  [
    'ExAcquireSharedWaitForExclusive that goes deeper behind a writer',
    { steps: [shared('A'), exclusive('B', true, blocks), waitFor('A', false)] },
    '3: A: ExAcquireSharedWaitForExclusive(R, FALSE) | returns TRUE | returns FALSE',
  ],
  [
    'a new reader that passes a queued writer',
    { steps: [shared('A'), exclusive('B', true, blocks), shared('C')] },
    '3: C: ExAcquireResourceSharedLite(R, TRUE) | returns TRUE | waits for shared access',
  ],
  [
    'a starving reader that waits behind a writer',
    { steps: [shared('A'), exclusive('B', true, blocks), starve('C', true, blocks)] },
    '3: C: ExAcquireSharedStarveExclusive(R, TRUE) | waits | returns TRUE',
  ],
  [
    'a writer that goes before the readers',
    { steps: [exclusive('A'), exclusive('B', true, blocks), shared('C', true, blocks), release('A'), wakes('B')] },
    '5: threads return from their calls | B returns | C returns TRUE; B waits on',
  ],
  [
    'only one reader of a batch',
    { steps: [exclusive('A'), shared('B', true, blocks), starve('C', true, blocks), release('A'), wakes('B')] },
    '5: threads return from their calls | B returns | B returns TRUE, C returns TRUE',
  ],
  [
    'the second writer first',
    { steps: [exclusive('A'), exclusive('B', true, blocks), exclusive('C', true, blocks), release('A'), wakes('C')] },
    '5: threads return from their calls | C returns | B returns TRUE; C waits on',
  ],
  [
    'a writer woken while somebody reads',
    { steps: [shared('A'), shared('B'), exclusive('C', true, blocks), release('A'), wakes('C')] },
    '5: threads return from their calls | C returns | nobody returns; C waits on',
  ],
  [
    'a waiter that answers FALSE',
    {
      steps: [
        exclusive('A'),
        exclusive('B', true, blocks),
        release('A'),
        { ...wakes('B'), expectReturns: { B: false } },
      ],
    },
    '4: threads return from their calls | B returns FALSE | B returns TRUE',
  ],
  [
    'a waiter that is counted after it was granted',
    {
      steps: [
        exclusive('A'),
        exclusive('B', true, blocks),
        release('A'),
        { thread: 'A', check: { exclusiveWaiters: 1, sharedWaiters: 0 } },
      ],
    },
    '4: A: asks | exclusiveWaiters 1, sharedWaiters 0 | exclusiveWaiters 0, sharedWaiters 0',
  ],
  [
    'a thread that barges in before the granted one runs',
    { steps: [exclusive('A'), exclusive('B', true, blocks), release('A'), exclusive('C', false)] },
    '4: C: ExAcquireResourceExclusiveLite(R, FALSE) | returns TRUE | returns FALSE',
  ],
  [
    'a conversion that wakes the writer',
    { steps: [exclusive('A'), exclusive('B', true, blocks), convert('A'), wakes('B')] },
    '4: threads return from their calls | B returns | nobody returns; B waits on',
  ],
  [
    'a conversion that forgets the count',
    { steps: [exclusive('A'), exclusive('A'), convert('A'), { thread: 'A', check: { acquiredSharedCount: 1 } }] },
    '4: A: asks | acquiredSharedCount 1 | acquiredSharedCount 2',
  ],
  [
    'a release that nobody may make',
    { steps: [exclusive('A'), release('B')] },
    '2: B: ExReleaseResourceLite(R) | returns | bug check 0xE3 RESOURCE_NOT_OWNED (resource, B, owner table, 2)',
  ],
  [
    'another bug check than the model has',
    { steps: [release('A', { expect: { bugcheck: '0xC4' } })] },
    '1: A: ExReleaseResourceLite(R) | bug check 0xC4 | bug check 0xE3 RESOURCE_NOT_OWNED (resource, A, owner table, 2)',
  ],
  [
    'a step after the machine has stopped',
    { steps: [release('A', { expect: { bugcheck: 'any' } }), shared('B')] },
    '2: B: ExAcquireResourceSharedLite(R, TRUE) | returns TRUE | nothing: the machine has stopped (bug check 0xE3 RESOURCE_NOT_OWNED (resource, A, owner table, 2))',
  ],
  [
    'a call of a thread that waits',
    { steps: [exclusive('A'), exclusive('B', true, blocks), release('B')] },
    '3: B: ExReleaseResourceLite(R) | returns | B does nothing: it still waits in its call',
  ],
  [
    'a call of a granted thread whose return was not recorded',
    { steps: [exclusive('A'), exclusive('B', true, blocks), release('A'), release('B')] },
    '4: B: ExReleaseResourceLite(R) | returns | B returns from its call first ("expectUnblocked")',
  ],
  [
    'an exception where none is',
    { steps: [call('A', 'ExReinitializeResourceLite', {}, { expect: { raises: 'STATUS_ACCESS_VIOLATION' } })] },
    '1: A: ExReinitializeResourceLite(R) | raises STATUS_ACCESS_VIOLATION | returns STATUS_SUCCESS',
  ],
  [
    'NULL that is initialized',
    { steps: [call('A', 'ExInitializeResourceLite', { resource: null }, returns('STATUS_SUCCESS'))] },
    '1: A: ExInitializeResourceLite(NULL) | returns STATUS_SUCCESS | raises STATUS_ACCESS_VIOLATION',
  ],
  [
    'a hold that an owner pointer took and the thread still has',
    {
      steps: [
        shared('A'),
        call('A', 'ExSetResourceOwnerPointer', { ownerPointer: 'p' }),
        call('A', 'ExIsResourceAcquiredSharedLite', {}, returns(1)),
      ],
    },
    '3: A: ExIsResourceAcquiredSharedLite(R) | returns 1 | returns 0',
  ],
]

describe('what no ERESOURCE does is refused', () => {
  test.each(wrongRuns)('%s', (_, written, verdict) => {
    expect(verdictOf(written)).toBe(verdict)
  })
})
