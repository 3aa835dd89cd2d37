import { ownerPointer, type Resource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { countOf } from '#eresource'
import { encode } from '../../src/model/values/encode.ts'
import { ask, type Call, Machine, T0, T1, T2 } from './apply.ts'
import { type Callers, Comparison } from './comparison.ts'

const machine = new Machine({ keepsStructure: true, recursionLimit: 2 })
const P = ownerPointer('request')
const x = 'ExAcquireResourceExclusiveLite'
const s = 'ExAcquireResourceSharedLite'

const reinitialized = (value: Resource): Resource => machine.apply(value, ['ExReinitializeResourceLite']).value
const recreated = (value: Resource): Resource =>
  machine.apply(machine.apply(value, ['ExDeleteResourceLite']).value, ['ExInitializeResourceLite']).value

describe('ExReinitializeResourceLite', () => {
  test.each<readonly [string, Callers]>([
    ['two threads', { threads: [T0, T1], pointers: [] }],
    ['a thread and an owner pointer', { threads: [T0], pointers: [P] }],
  ])('is delete, allocate and initialize to %s, for every free resource', (_, callers) => {
    const comparison = new Comparison(machine, callers)
    const pairs = comparison.freeValues().map((value) => [reinitialized(value), recreated(value)] as const)
    expect(pairs.some(([left, right]) => encode(left, '') !== encode(right, ''))).toBe(true)
    expect(comparison.tellApart(pairs)).toBeUndefined()
  })

  test('is not, for a resource in use: delete refuses, and reinitialize loses the waiter', () => {
    const inUse = machine.after([x, T0, true], [x, T1, true])
    expect(machine.apply(inUse, ['ExDeleteResourceLite']).failure).toContain('deleteWhileOwned')
    const { value, answer } = machine.apply(inUse, ['ExReinitializeResourceLite'])
    expect(answer).toBe('STATUS_SUCCESS')
    expect(countOf(value.owners, T0)).toBe(0)
    expect(machine.apply(value, ['returnsFromWait', T1]).waits).toBe(true)
    expect(machine.apply(value, ['ExReleaseResourceLite', T0]).failure).toContain('0xE3')
  })

  test('would be told apart if it kept the boost flag', () => {
    const { value } = machine.apply(machine.initial, ['ExDisableResourceBoostLite'])
    const comparison = new Comparison(machine, { threads: [T0], pointers: [] })
    expect(comparison.tellApart([[value, recreated(value)]])).toBeDefined()
  })

  test('zeroes everything in use too, keeps the memory of the table, and wakes nobody', () => {
    const value = machine.after([s, T0, true], [s, T1, true], [x, T2, true], ['ExReinitializeResourceLite'])
    expect(ask(value, 'isZeroed')).toBe(true)
    expect(value.structure).toEqual({
      entries: [null, null, null],
      hasSharedWaiters: false,
      hasExclusiveWaiters: true,
      contentionCount: 0,
    })
    expect(value.stranded).toEqual([T2])
  })
})

describe('life cycle', () => {
  const verified = new Machine({ start: 'uninitialized', verifier: true })
  const plain = new Machine({ start: 'uninitialized' })

  test.each<readonly [string, readonly Call[], Call, string, string]>([
    ['initialize a live one', [['ExInitializeResourceLite']], ['ExInitializeResourceLite'], '0xC4/0xD0', 'doubleInit'],
    ['delete a raw one', [], ['ExDeleteResourceLite'], '0xC4/0xD1', 'deleteUninit'],
    [
      'delete a deleted one',
      [['ExInitializeResourceLite'], ['ExDeleteResourceLite']],
      ['ExDeleteResourceLite'],
      '0xC4/0xD1',
      'doubleDelete',
    ],
    ['free a live one', [['ExInitializeResourceLite']], ['ExFreePool'], '0xC4/0xD2', 'missing delete'],
  ])('%s', (_, calls, last, code, verdict) => {
    expect(verified.apply(verified.after(...calls), last).failure).toContain(code)
    expect(plain.apply(plain.after(...calls), last).failure).toContain(verdict)
  })

  const touching: readonly Call[] = [
    [x, T0, true],
    [s, T0, false],
    ['ExReleaseResourceLite', T0],
    ['ExReleaseResourceForThreadLite', P],
    ['ExConvertExclusiveToSharedLite', T0],
    ['ExSetResourceOwnerPointer', T0, P],
    ['ExDisableResourceBoostLite'],
    ['ExReinitializeResourceLite'],
  ]

  test.each(touching)('S14 %s needs a live resource', (...call) => {
    expect(plain.apply(plain.after(), call as Call).failure).toContain('uninitialized')
    const deleted = plain.after(['ExInitializeResourceLite'], ['ExDeleteResourceLite'])
    expect(plain.apply(deleted, call as Call).failure).toContain('use after free')
    expect(plain.apply(plain.after(['ExFreePool']), call as Call).failure).toContain('use after free')
  })

  test('delete with waiters', () => {
    const live: Call = ['ExInitializeResourceLite']
    const build = new Machine({ start: 'uninitialized', build: 'free' })
    const { value } = build.apply(build.after(live, [x, T0, true], [x, T1, true]), ['ExDeleteResourceLite'])
    expect(value).toMatchObject({ life: 'Deleted', stranded: [T1] })
  })
})

describe('ExSetResourceOwnerPointer', () => {
  const held = machine.after([s, T0, true], [s, T0, true])

  test('moves the holds to the pointer', () => {
    const { value } = machine.apply(held, ['ExSetResourceOwnerPointer', T0, P])
    expect(value.owners).toEqual({ [P]: 2 })
    expect(ask(value, 'ExIsResourceAcquiredSharedLite', T0)).toBe(0)
    expect(machine.apply(value, ['ExReleaseResourceLite', T0]).failure).toContain('0xE3')
  })

  test('accepts the bare value with both low bits set', () => {
    expect(machine.apply(held, ['ExSetResourceOwnerPointer', T0, ownerPointer('')]).failure).toBeUndefined()
  })

  test('refuses an address with clear low bits, and a caller that owns nothing', () => {
    expect(machine.apply(held, ['ExSetResourceOwnerPointer', T0, 'request']).failure).toContain('0x132')
    expect(machine.apply(held, ['ExSetResourceOwnerPointer', T0, T1]).failure).toContain('0x132')
    expect(machine.apply(held, ['ExSetResourceOwnerPointer', T1, P]).failure).toContain(
      '0xE3 RESOURCE_NOT_OWNED (resource, T1, owner table, 3)',
    )
  })
})
