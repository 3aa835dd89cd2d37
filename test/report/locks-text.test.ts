import { describe, expect, test } from 'vitest'
import { threadIds } from '../../src/model/language/index.ts'
import type { LockView } from '../../src/model/protocol/lock-view.ts'
import { locksText } from '../../src/report/text/locks-text.ts'

const [T0, T1, T2, T3] = threadIds(4) as [never, never, never, never] // four were asked for
const nobody: LockView = { mode: 'free', owners: [], sharedWaiters: [], exclusiveWaiters: [] }

const textOf = (view: Partial<LockView>, width = 80): string =>
  locksText([{ object: 'R', view: { ...nobody, ...view } }], { width, threads: ['T0', 'T1', 'T2', 'T3'] }).join('\n')

describe('locks as the kernel debugger prints them', () => {
  test('that nobody owns are only counted', () => {
    expect(textOf({})).toBe('1 total lock, 0 currently held')
  })

  test('one owner, twice', () => {
    expect(textOf({ mode: 'exclusive', owners: [{ owner: T0, count: 2 }] })).toBe(
      `Resource @ R    Exclusively owned
     Threads: T0-02<*>
1 total lock, 1 currently held`,
    )
  })

  test('readers own, a writer waits, and a reader behind it stands among them without the mark', () => {
    const view: Partial<LockView> = {
      mode: 'shared',
      owners: [
        { owner: T0, count: 1 },
        { owner: T1, count: 17 },
      ],
      sharedWaiters: [T3],
      exclusiveWaiters: [T2],
      contentionCount: 2,
    }
    expect(textOf(view)).toBe(
      `Resource @ R    Shared 2 owning threads
    Contention Count = 2
    NumberOfSharedWaiters = 1
    NumberOfExclusiveWaiters = 1
     Threads: T0-01<*>    T1-11<*>    T3-01
     (waits for shared access: T3)
     Threads Waiting On Exclusive Access:
              T2
1 total lock, 1 currently held`,
    )
  })

  test('a reader that waits for itself stands there once', () => {
    const view: Partial<LockView> = { mode: 'shared', owners: [{ owner: T0, count: 1 }], sharedWaiters: [T0] }
    expect(textOf(view)).toContain('Threads: T0-01<*>\n')
  })

  test('an owner pointer that is a thread names its actual thread; others are opaque', () => {
    const owners = [
      { owner: 'T1|3', count: 1 },
      { owner: 'request|3', count: 1 },
    ]
    expect(textOf({ mode: 'shared', owners })).toContain('T1|3-01<*> *** Actual Thread T1    request|3-01<*>')
  })

  test('a resource that was deleted', () => {
    expect(textOf({ mode: 'dead' })).toBe('Resource @ R    Not initialized\n1 total lock, 0 currently held')
  })

  test('many owners take several lines', () => {
    const owners = [T0, T1, T2, T3].map((owner) => ({ owner, count: 1 }))
    expect(textOf({ mode: 'shared', owners }, 45)).toContain(
      `     Threads: T0-01<*>    T1-01<*>
              T2-01<*>    T3-01<*>`,
    )
  })
})
