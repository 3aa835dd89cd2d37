import type { Resource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { type Call, Machine, T0, T1, T2 } from './apply.ts'

const machine = new Machine()

const shared = 'ExAcquireResourceSharedLite'
const exclusive = 'ExAcquireResourceExclusiveLite'

/** The caller is T0 in all of them. */
const situations: Readonly<Record<string, Resource>> = {
  'S0 free': machine.after(),
  'S1 exclusive by the caller': machine.after([exclusive, T0, true]),
  'S1 exclusive by the caller, all queued': machine.after(
    [exclusive, T0, true],
    [exclusive, T1, true],
    [shared, T2, true],
  ),
  'S2 exclusive by another': machine.after([exclusive, T1, true]),
  'S3 shared by the caller': machine.after([shared, T0, true], [shared, T1, true]),
  'S4 shared by the caller, a writer queued': machine.after([shared, T0, true], [exclusive, T1, true]),
  'S5 shared by another': machine.after([shared, T1, true]),
  'S6 shared by another, a writer queued': machine.after([shared, T1, true], [exclusive, T2, true]),
}

/** G: granted now; G+: granted again; W/F: waits, or answers FALSE. */
type Cell = 'G exclusive' | 'G shared' | 'G+' | 'W/F'
type Row = readonly [exclusive: Cell, sharedLite: Cell, starve: Cell, waitForExclusive: Cell]

const table: Readonly<Record<keyof typeof situations, Row>> = {
  'S0 free': ['G exclusive', 'G shared', 'G shared', 'G shared'],
  'S1 exclusive by the caller': ['G+', 'G+', 'G+', 'G+'],
  'S1 exclusive by the caller, all queued': ['G+', 'G+', 'G+', 'G+'],
  'S2 exclusive by another': ['W/F', 'W/F', 'W/F', 'W/F'],
  'S3 shared by the caller': ['W/F', 'G+', 'G+', 'G+'],
  'S4 shared by the caller, a writer queued': ['W/F', 'G+', 'G+', 'W/F'],
  'S5 shared by another': ['W/F', 'G shared', 'G shared', 'G shared'],
  'S6 shared by another, a writer queued': ['W/F', 'W/F', 'G shared', 'W/F'],
}

const columns = [
  'ExAcquireResourceExclusiveLite',
  'ExAcquireResourceSharedLite',
  'ExAcquireSharedStarveExclusive',
  'ExAcquireSharedWaitForExclusive',
] as const

const cells = Object.entries(table).flatMap(([situation, row]) =>
  columns.map((routine, n) => [situation, routine, row[n] as Cell] as const),
)

function expectCell(before: Resource, call: Call, Wait: boolean, cell: Cell): void {
  const { value, answer } = machine.apply(before, call)
  switch (cell) {
    case 'G exclusive':
      expect(answer).toBe(true)
      expect(value).toEqual({ ...before, isOwnedExclusive: true, activeEntries: 1, owners: { [T0]: 1 } })
      return
    case 'G shared':
      expect(answer).toBe(true)
      expect(value).toEqual({
        ...before,
        activeEntries: before.activeEntries + 1,
        owners: { ...before.owners, [T0]: 1 },
      })
      return
    case 'G+':
      expect(answer).toBe(true)
      expect(value).toEqual({ ...before, owners: { ...before.owners, [T0]: 2 } })
      return
    case 'W/F':
      expectWaitOrFalse(before, value, answer, Wait)
  }
}

/** Queued in exactly one of the two lists, or nothing at all. */
function expectWaitOrFalse(before: Resource, value: Resource, answer: unknown, Wait: boolean): void {
  expect(answer).toBe(Wait ? 'waits' : false)
  const { exclusiveWaiters, sharedWaiters, ...rest } = value
  const { exclusiveWaiters: writers, sharedWaiters: readers, ...restBefore } = before
  expect(rest).toEqual(restBefore)
  expect(exclusiveWaiters.length + sharedWaiters.length).toBe(writers.length + readers.length + (Wait ? 1 : 0))
}

describe('decision table of the acquires', () => {
  describe.each([true, false])('Wait = %s', (Wait) => {
    test.each(cells)('%s: %s is %s', (situation, routine, cell) => {
      expectCell(situations[situation] as Resource, [routine, T0, Wait], Wait, cell)
    })
  })

  test.each(Object.entries(table))('%s: ExTryToAcquireResourceExclusiveLite never waits', (situation, [cell]) => {
    expectCell(situations[situation] as Resource, ['ExTryToAcquireResourceExclusiveLite', T0], false, cell)
  })

  test('an exclusive waiter joins the end of its queue', () => {
    const value = machine.after([exclusive, T0, true], [exclusive, T2, true], [exclusive, T1, true])
    expect(value.exclusiveWaiters).toEqual([T2, T1])
  })

  test('whoever waits returns only when it was granted', () => {
    const waiting = machine.after([exclusive, T0, true], [exclusive, T1, true])
    expect(machine.apply(waiting, ['returnsFromWait', T1]).waits).toBe(true)
    const { value } = machine.apply(waiting, ['ExReleaseResourceLite', T0])
    expect(machine.apply(value, ['returnsFromWait', T1]).waits).toBeUndefined()
  })

  test('a count beyond the limit is a verdict', () => {
    const small = new Machine({ recursionLimit: 2 })
    const full = small.after([shared, T0, true], [shared, T0, true])
    expect(small.apply(full, [shared, T0, true]).failure).toBe(
      'recursion overflow: T0 holds the resource more than 2 times',
    )
  })
})
