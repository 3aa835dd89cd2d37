import { threadIds } from 'lockproof'
import { ownerPointer, type Resource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { uninitialized } from '#eresource'
import { lockView } from '../../src/model/eresource/lock-view.ts'
import { blankStructure } from '../../src/model/eresource/structure.ts'

const [T0, T1, T2] = threadIds(3)
const live: Resource = { ...uninitialized, life: 'Live' }

describe('the view of a resource', () => {
  test('of one that nobody owns', () => {
    expect(lockView(live)).toEqual({ mode: 'free', owners: [], sharedWaiters: [], exclusiveWaiters: [] })
  })

  test('has owners with their counts, and both kinds of waiters', () => {
    const pointer = ownerPointer('request')
    const r: Resource = {
      ...live,
      activeEntries: 2,
      owners: { [T0]: 2, [pointer]: 1 },
      exclusiveWaiters: [T1],
      sharedWaiters: [T2],
    }
    const { mode, owners, exclusiveWaiters, sharedWaiters } = lockView(r)
    expect(mode).toBe('shared')
    expect(owners).toContainEqual({ owner: T0, count: 2 })
    expect(owners).toContainEqual({ owner: pointer, count: 1 })
    expect([exclusiveWaiters, sharedWaiters]).toEqual([[T1], [T2]])
  })

  test('counts contention where the structure is kept', () => {
    expect(lockView({ ...live, structure: { ...blankStructure, contentionCount: 3 } }).contentionCount).toBe(3)
    expect(lockView(live)).not.toHaveProperty('contentionCount')
  })

  test('of one that was never initialized, or was deleted', () => {
    expect(lockView(uninitialized).mode).toBe('dead')
    expect(lockView({ ...live, life: 'Deleted' }).mode).toBe('dead')
  })
})
