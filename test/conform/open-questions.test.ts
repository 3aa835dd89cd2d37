import { describe, expect, test } from 'vitest'
import { blocks, call, exclusive, release, resultOf, shared, verdictOf, wakes } from './sequence.ts'

const user = { A: {}, B: {} }
const freeOnly = { onlyIf: 'freeBuild' }

describe('what a recording leaves open', () => {
  test('whether Driver Verifier looked on: either way of stopping fits', () => {
    const twice = (code: string) => ({
      steps: [call('A', 'ExInitializeResourceLite', {}, { expect: { bugcheck: code } })],
    })
    expect(verdictOf(twice('0xC4/0xD0'))).toBe('allowed')
    expect(verdictOf(twice('any'))).toBe('allowed')
    expect(verdictOf(twice('0xE3'))).toBe(
      '1: A: ExInitializeResourceLite(R) | bug check 0xE3 | misuse: doubleInit: ExInitializeResourceLite on a live resource corrupts the list of all resources or bug check 0xC4/0xD0 DRIVER_VERIFIER_DETECTED_VIOLATION (ExInitializeResourceLite on a live resource)',
    )
  })

  test('on a free build a breach of the APC rule goes on, or Verifier stops it', () => {
    expect(verdictOf({ threads: user, steps: [{ ...shared('A'), ...freeOnly }] })).toBe('allowed')
    const stops = { expect: { bugcheck: '0xC4' } }
    expect(verdictOf({ threads: user, steps: [{ ...shared('A', true, stops), ...freeOnly }] })).toBe('allowed')
  })

  test('elsewhere it stops', () => {
    const { misfit } = resultOf({ threads: user, steps: [shared('A')] })
    expect(misfit?.allowed).toEqual([expect.stringMatching(/^bug check 0xC4\/0x37 /)])
  })
})

describe('what is reported apart', () => {
  test('steps that were never executed, which exercise nothing', () => {
    const { notAsserted, cells, result } = resultOf({
      steps: [{ ...exclusive('A'), assertedBySource: false }, release('A')],
    })
    expect(result).toBe('allowed')
    expect(notAsserted).toEqual([{ step: 1, text: 'A: ExAcquireResourceExclusiveLite(R, TRUE) returns TRUE' }])
    expect(cells).toEqual(['H3'])
  })

  test('a documented step that does not fit says that it is no more than documented', () => {
    const { misfit } = resultOf({ steps: [{ ...release('A'), assertedBySource: false }] })
    expect(misfit).toMatchObject({ step: 1, isAsserted: false })
  })

  test('answers that callers must not look at', () => {
    const enter = (thread: string, more: Readonly<Record<string, unknown>>) =>
      call(thread, 'ExEnterCriticalRegionAndAcquireResourceExclusive', {}, more)
    const { result, notChecked } = resultOf({
      steps: [
        enter('A', { expect: { returns: '0x8000' } }),
        enter('B', blocks),
        call('A', 'ExReleaseResourceAndLeaveCriticalRegion'),
        { ...wakes('B'), expectReturns: { B: 7 } },
      ],
    })
    expect(result).toBe('allowed')
    expect(notChecked).toEqual([
      { step: 1, text: 'the answer of ExEnterCriticalRegionAndAcquireResourceExclusive' },
      { step: 4, text: 'the answer that B got' },
    ])
  })
})

describe('values are read as drivers write them', () => {
  test.each([
    ['BOOLEAN as a number', call('A', 'ExIsResourceAcquiredExclusiveLite', {}, { expect: { returns: 0 } })],
    ['a status by its number', call('A', 'ExReinitializeResourceLite', {}, { expect: { returns: 0 } })],
    ['a code by its number', release('A', { expect: { bugcheck: 0xe3 } })],
    ['a code with leading zeros', release('A', { expect: { bugcheck: '0x000000E3' } })],
    ['a code by its name', release('A', { expect: { bugcheck: 'RESOURCE_NOT_OWNED' } })],
    [
      'an exception by its number',
      call('A', 'ExInitializeResourceLite', { resource: null }, { expect: { raises: '0xC0000005' } }),
    ],
    ['a level by its number', { thread: 'A', call: 'KeRaiseIrql', args: { irql: 2 }, expect: { returns: 0 } }],
    ['a thread by its name', { thread: 'A', call: 'ExGetCurrentResourceThread', expect: { returns: 'A' } }],
  ])('%s', (_, step) => {
    expect(verdictOf({ steps: [step] })).toBe('allowed')
  })

  test('an owner pointer by its number, in any notation', () => {
    const steps = [
      shared('A'),
      call('A', 'ExSetResourceOwnerPointer', { ownerPointer: 3 }),
      call('B', 'ExReleaseResourceForThreadLite', { owner: '0x3' }),
    ]
    expect(verdictOf({ steps })).toBe('allowed')
  })
})
