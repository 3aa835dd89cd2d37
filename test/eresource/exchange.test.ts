import fc from 'fast-check'
import { check } from 'lockproof'
import { type EresourceOptions, eresourceLock } from 'lockproof/eresource'
import { type FineOptions, fineEresourceLock } from 'lockproof/eresource/fine'
import { conforms, everyProgramConforms, LawBroken, program } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { inOrder, overtakes, overtakesStepByStep } from '../../examples/eresource/fine.ts'
import { Machine, T0, T1, T2 } from './apply.ts'

const allocated: Partial<FineOptions> = { hasWaiterObjects: true }
const calls = ['X', 'X?', 'S', 'S?', 'V', 'W', 'rel', 'cv', 'isS'] as const
const fine = fineEresourceLock({ calls, resource: allocated })
const atomic = (grants: EresourceOptions['grants']) => eresourceLock({ calls, resource: { grants } })

describe('grants that can be exchanged', () => {
  test('by one who comes to wait before the granted thread goes on', () => {
    const [fixed, exchangeable, stepByStep] = [inOrder, overtakes, overtakesStepByStep].map((it) => check(it))
    expect(fixed?.verdict).toBe('verified')
    expect(exchangeable?.expected.isAsExpected && stepByStep?.expected.isAsExpected).toBe(true)
  })

  test('the other waits in its place, in the same class', () => {
    const machine = new Machine({ grants: 'exchangeable' })
    const granted = machine.after(
      ['ExAcquireResourceExclusiveLite', T0, true],
      ['ExAcquireResourceExclusiveLite', T1, true],
      ['ExReleaseResourceLite', T0],
      ['ExAcquireResourceExclusiveLite', T2, true],
      ['ExAcquireResourceSharedLite', T0, true],
    )
    expect(granted).toMatchObject({ unclaimed: [T1], exclusiveWaiters: [T2], sharedWaiters: [T0] })
    expect(machine.apply(granted, ['returnsFromWait', T0])).toMatchObject({ waits: true })
    const { value } = machine.apply(granted, ['returnsFromWait', T2])
    expect(value).toMatchObject({ owners: { [T2]: 1 }, unclaimed: [], exclusiveWaiters: [T1], sharedWaiters: [T0] })
    expect(machine.apply(value, ['returnsFromWait', T1])).toMatchObject({ waits: true })
  })

  test('nobody but a waiter claims, and a claim is gone with the hold', () => {
    const machine = new Machine({ grants: 'exchangeable' })
    const released = machine.after(
      ['ExAcquireResourceExclusiveLite', T0, true],
      ['ExAcquireResourceExclusiveLite', T1, true],
      ['ExReleaseResourceLite', T0],
      ['ExReleaseResourceForThreadLite', T1],
      ['ExAcquireResourceExclusiveLite', T0, true],
      ['ExAcquireResourceExclusiveLite', T2, true],
    )
    expect(released).toMatchObject({ owners: { [T0]: 1 }, unclaimed: [T1], exclusiveWaiters: [T2] })
    expect(machine.apply(released, ['returnsFromWait', T2])).toMatchObject({ waits: true })
  })
})

describe('what the structure does', () => {
  const exclusive = program([
    ['X', 'rel', 'X?', 'rel', 'X', 'rel'],
    ['X', 'rel'],
  ] as const)
  const shared = program([
    ['X', 'rel', 'S?', 'rel', 'S', 'rel'],
    ['S', 'rel'],
  ] as const)

  test('after a failed try the caller goes on in place of the one who was granted', () => {
    expect(() => conforms(fine, atomic('fixed'), exclusive)).toThrow(LawBroken)
    expect(conforms(fine, atomic('exchangeable'), exclusive)).toBe(true)
  })

  test('shared grants alone cannot be told apart by two threads', () => {
    expect(conforms(fine, atomic('fixed'), shared)).toBe(true)
  })

  test('is what exchangeable grants allow, for every program', () => {
    fc.assert(everyProgramConforms(fine, atomic('exchangeable'), { threads: 2, calls: 3 }), { numRuns: 40 })
  })
})
