import { describe, expect, test } from 'vitest'
import { blocks, exclusive, release, resultOf, shared, verdictOf, wakes } from './sequence.ts'

const fields = (values: Readonly<Record<string, unknown>>, profile?: string) => ({
  fields: values,
  ...(profile === undefined ? {} : { profile }),
})

describe('raw fields', () => {
  test('differ by layout: two readers', () => {
    const readers = [shared('A'), shared('B')]
    expect(verdictOf({ steps: [...readers, fields({ ActiveCount: 2 }, 'nt5')] })).toBe('allowed')
    expect(verdictOf({ steps: [...readers, fields({ ActiveCount: 2 }, 'nt6')] })).toBe(
      '3: fields are read | ActiveCount 2 (nt6) | ActiveCount 1 (nt6)',
    )
  })

  test('without a profile must hold in both layouts', () => {
    expect(verdictOf({ steps: [shared('A'), shared('B'), fields({ ActiveCount: 1 })] })).toBe(
      '3: fields are read | ActiveCount 1 | ActiveCount 2 (nt5)',
    )
  })

  test('that are computed count like those that were read', () => {
    const derivedFields = { nt6: { ActiveEntries: 2 }, ownerIdentities: 1 }
    expect(verdictOf({ steps: [shared('A'), { ...fields({ ActiveCount: 1 }, 'nt5'), derivedFields }] })).toBe(
      '2: fields are read | ActiveCount 1 (nt5); ActiveEntries 2 (nt6); ownerIdentities 1 | ActiveEntries 1 (nt6)',
    )
  })

  test('that the model does not carry are not checked, and never passed', () => {
    const written = { steps: [fields({ SpinLock: 7, Address: null, Surprise: 3, ActiveEntries: 0 }, 'nt5')] }
    const { result, notChecked } = resultOf(written)
    expect(result).toBe('allowed')
    expect(notChecked.map(({ text }) => text)).toEqual([
      'SpinLock (nt5)',
      'Address (nt5)',
      'Surprise (nt5)',
      'ActiveEntries (nt5)',
    ])
  })

  test('that are no plain values are not checked', () => {
    const { notChecked } = resultOf({ steps: [fields({ OwnerEntries: [{ OwnerThread: 'A' }] }, 'nt6')] })
    expect(notChecked).toEqual([{ step: 1, text: 'OwnerEntries (nt6)' }])
  })

  test('of storage that holds no resource are not checked', () => {
    const { notChecked } = resultOf({ start: 'uninitialized', steps: [fields({ ActiveCount: 99 })] })
    expect(notChecked).toEqual([{ step: 1, text: 'ActiveCount' }])
  })

  test('that depend on whether the granted thread has run must hold either way', () => {
    const granted = [exclusive('A'), exclusive('B', true, blocks), release('A')]
    const owner = fields({ 'OwnerEntry.OwnerThread': 'B' }, 'nt6')
    expect(verdictOf({ steps: [...granted, owner] })).toBe(
      '4: fields are read | OwnerEntry.OwnerThread B (nt6) | OwnerEntry.OwnerThread 1 until it resumes, then B (nt6)',
    )
    expect(verdictOf({ steps: [...granted, wakes('B'), owner] })).toBe('allowed')
  })

  test('that are pointers are NULL or not, whatever the address', () => {
    const waiting = [exclusive('A'), shared('B', true, blocks)]
    expect(verdictOf({ steps: [...waiting, fields({ SharedWaiters: '0x86f2c3a8' })] })).toBe('allowed')
    expect(verdictOf({ steps: [...waiting, fields({ SharedWaiters: null }, 'nt6')] })).toBe(
      '3: fields are read | SharedWaiters NULL (nt6) | SharedWaiters not NULL (nt6)',
    )
  })
})
