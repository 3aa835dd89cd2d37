import { ownerPointer, type Resource, type ResourceOwner } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { type CommonFields, fields, type Nt5Fields, type Nt6Fields, type OwnerEntry } from '#eresource'
import { Machine, T0, T1, T2, T3 } from './apply.ts'

const machine = new Machine({ keepsStructure: true, start: 'uninitialized' })
const init = ['ExInitializeResourceLite'] as const
const x = 'ExAcquireResourceExclusiveLite'
const s = 'ExAcquireResourceSharedLite'
const w = 'ExAcquireSharedWaitForExclusive'
const starve = 'ExAcquireSharedStarveExclusive'
const release = 'ExReleaseResourceLite'
const forThread = 'ExReleaseResourceForThreadLite'
const setPointer = 'ExSetResourceOwnerPointer'
const P = ownerPointer('request')

const entry = (OwnerThread: ResourceOwner, OwnerCount: number): OwnerEntry => ({ OwnerThread, OwnerCount })
const none: OwnerEntry = { OwnerThread: 0, OwnerCount: 0 }
const table = (...entries: readonly OwnerEntry[]): CommonFields['OwnerTable'] => ({
  TableSize: entries.length + 1,
  entries,
})

const zero: Nt6Fields = {
  ActiveCount: 0,
  ActiveEntries: 0,
  Flag: 0,
  NumberOfSharedWaiters: 0,
  NumberOfExclusiveWaiters: 0,
  ContentionCount: 0,
  OwnerEntry: none,
  OwnerTable: null,
  SharedWaiters: null,
  ExclusiveWaiters: null,
}
const owned = { ActiveCount: 1, ActiveEntries: 1 } as const
const exclusive = { ...owned, Flag: 0x80 } as const
const event = { ExclusiveWaiters: 'allocated', ContentionCount: 1 } as const
const semaphore = { SharedWaiters: 'allocated', ContentionCount: 1 } as const

/** Each transition of the structure: the calls that lead to it, and how the fields differ from zero afterwards. */
const transitions: readonly (readonly [string, Resource, Partial<Nt6Fields>])[] = [
  ['initialize', machine.after(init), {}],
  ['exclusive, free', machine.after(init, [x, T0, true]), { ...exclusive, OwnerEntry: entry(T0, 1) }],
  [
    'recursion on exclusive',
    machine.after(init, [x, T0, true], [s, T0, true], [w, T0, false]),
    { ...exclusive, OwnerEntry: entry(T0, 3) },
  ],
  ['shared, free', machine.after(init, [s, T0, true]), { ...owned, OwnerEntry: entry(T0, 1) }],
  [
    'shared, new owner beside others',
    machine.after(init, [s, T0, true], [s, T1, true]),
    { ...owned, ActiveEntries: 2, OwnerEntry: entry(T0, 1), OwnerTable: table(entry(T1, 1), none) },
  ],
  [
    'shared, new owner in the free OwnerEntry',
    machine.after(init, [s, T0, true], [s, T1, true], [release, T0], [s, T2, true]),
    { ...owned, ActiveEntries: 2, OwnerEntry: entry(T2, 1), OwnerTable: table(entry(T1, 1), none) },
  ],
  [
    'shared, recursion',
    machine.after(init, [s, T0, true], [s, T1, true], [s, T1, true], [s, T0, true]),
    { ...owned, ActiveEntries: 2, OwnerEntry: entry(T0, 2), OwnerTable: table(entry(T1, 2), none) },
  ],
  [
    'the table grows from 3 to 7',
    machine.after(init, [s, T0, true], [s, T1, true], [s, T2, true], [s, T3, true]),
    {
      ...owned,
      ActiveEntries: 4,
      OwnerEntry: entry(T0, 1),
      OwnerTable: table(entry(T1, 1), entry(T2, 1), entry(T3, 1), none, none, none),
    },
  ],
  [
    'exclusive must wait',
    machine.after(init, [s, T0, true], [x, T1, true]),
    { ...owned, ...event, OwnerEntry: entry(T0, 1), NumberOfExclusiveWaiters: 1 },
  ],
  [
    'shared must wait: its entry is written and not counted',
    machine.after(init, [x, T0, true], [s, T1, true]),
    {
      ...exclusive,
      ...semaphore,
      OwnerEntry: entry(T0, 1),
      NumberOfSharedWaiters: 1,
      OwnerTable: table(entry(T1, 1), none),
    },
  ],
  [
    'WaitForExclusive must wait behind a writer: no entry yet',
    machine.after(init, [s, T0, true], [x, T1, true], [w, T2, true]),
    {
      ...owned,
      OwnerEntry: entry(T0, 1),
      NumberOfSharedWaiters: 1,
      NumberOfExclusiveWaiters: 1,
      ContentionCount: 2,
      SharedWaiters: 'allocated',
      ExclusiveWaiters: 'allocated',
    },
  ],
  [
    'a refused shared acquire grows the table and changes nothing else',
    machine.after(init, [x, T0, true], [starve, T1, false]),
    { ...exclusive, OwnerEntry: entry(T0, 1), OwnerTable: table(none, none) },
  ],
  [
    'release, count stays above 0',
    machine.after(init, [x, T0, true], [x, T0, true], [release, T0]),
    { ...exclusive, OwnerEntry: entry(T0, 1) },
  ],
  [
    'exclusive last, readers wait',
    machine.after(init, [x, T0, true], [s, T1, true], [starve, T2, true], [release, T0]),
    { ...owned, ...semaphore, ContentionCount: 2, ActiveEntries: 2, OwnerTable: table(entry(T1, 1), entry(T2, 1)) },
  ],
  [
    'exclusive last, only writers wait',
    machine.after(init, [x, T0, true], [x, T1, true], [release, T0]),
    { ...exclusive, ...event, OwnerEntry: entry(T1, 1) },
  ],
  ['exclusive last, nobody waits', machine.after(init, [x, T0, true], [release, T0]), {}],
  [
    'shared entry removed, others remain',
    machine.after(init, [s, T0, true], [s, T1, true], [release, T1]),
    { ...owned, OwnerEntry: entry(T0, 1), OwnerTable: table(none, none) },
  ],
  [
    'shared last, a writer waits',
    machine.after(init, [s, T0, true], [s, T1, true], [x, T2, true], [release, T0], [release, T1]),
    { ...exclusive, ...event, OwnerEntry: entry(T2, 1), OwnerTable: table(none, none) },
  ],
  ['shared last, nobody waits', machine.after(init, [s, T0, true], [release, T0]), {}],
  [
    'convert',
    machine.after(init, [x, T0, true], [x, T0, true], [s, T1, true], ['ExConvertExclusiveToSharedLite', T0]),
    { ...owned, ...semaphore, ActiveEntries: 2, OwnerEntry: entry(T0, 2), OwnerTable: table(entry(T1, 1), none) },
  ],
  [
    'owner pointer, exclusive',
    machine.after(init, [x, T0, true], [setPointer, T0, P]),
    { ...exclusive, OwnerEntry: entry(P, 1) },
  ],
  [
    'owner pointer, shared',
    machine.after(init, [s, T0, true], [s, T0, true], [setPointer, T0, P]),
    { ...owned, OwnerEntry: entry(P, 2) },
  ],
  [
    'owner pointer that owns already: merged',
    machine.after(init, [s, T0, true], [s, T1, true], [setPointer, T0, P], [setPointer, T1, P]),
    { ...owned, OwnerEntry: entry(P, 2), OwnerTable: table(none, none) },
  ],
  ['released for the pointer', machine.after(init, [s, T0, true], [setPointer, T0, P], [forThread, P]), {}],
  ['disable boost', machine.after(init, ['ExDisableResourceBoostLite']), { Flag: 0x08 }],
  [
    'reinitialize: slots cleared, memory kept',
    machine.after(
      init,
      ['ExDisableResourceBoostLite'],
      [x, T0, true],
      [s, T1, true],
      [release, T0],
      [release, T1],
      ['ExReinitializeResourceLite'],
    ),
    { OwnerTable: table(none, none), SharedWaiters: 'allocated' },
  ],
]

describe('fields of the structure', () => {
  test.each(transitions)('nt6: %s', (_, value, changed) => {
    expect(fields(value, 'nt6')).toEqual({ ...zero, ...changed })
  })

  test.each(transitions)('nt5: %s', (_, value, changed) => {
    const { ActiveEntries = 0, OwnerEntry: inline = none, ...common } = { ...zero, ...changed }
    const expected: Nt5Fields = {
      ...common,
      ActiveCount: ActiveEntries,
      OwnerThreads: value.isOwnedExclusive ? [inline, none] : [none, inline],
    }
    expect(fields(value, 'nt5')).toEqual(expected)
  })

  test('without structure, what depends on history is not known', () => {
    const plain = new Machine()
    expect(fields(plain.after([x, T0, true]), 'nt6')).toMatchObject({
      ...exclusive,
      OwnerEntry: entry(T0, 1),
      OwnerTable: undefined,
    })
    expect(fields(plain.after([s, T0, true]), 'nt6')).toMatchObject({
      OwnerEntry: undefined,
      ContentionCount: undefined,
    })
  })
})
