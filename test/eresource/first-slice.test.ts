import { check, type System, type Verdict } from 'lockproof'
import { describe, expect, test } from 'vitest'
import {
  readersWriters,
  reinitialize,
  reinitializeForgetsTable,
  releaseByNonOwner,
  releaseWithoutOwnerCheck,
  sharedBesideExclusive,
} from '../../examples/eresource/first-slice.ts'

/** The steps of the counterexample as a person reads them: thread, operations, answers. */
function traceOf({ violation }: Verdict): readonly string[] {
  return (violation?.trace?.steps ?? []).map(({ thread, moves, failure }) => {
    const operations = moves.filter(({ kind }) => kind === 'operation')
    const said = operations.map(({ label, answer }) => (answer === undefined ? label : `${label} = ${String(answer)}`))
    return `${thread}: ${failure ?? said.join('; ')}`
  })
}

describe('first slice of ERESOURCE', () => {
  test.each<readonly [System, number, number, readonly string[]]>([
    [readersWriters({ N: 2, D: 2 }), 56, 106, ['never rests']],
    [readersWriters({ N: 3, D: 2 }), 364, 927, ['never rests']],
    [readersWriters({ N: 4, D: 1 }), 800, 2220, ['never rests']],
    [readersWriters({ N: 4, D: 2 }), 2544, 7924, ['never rests']],
    [reinitialize({ N: 3, D: 2 }), 682, 1731, ['ended as owner', 'ended as owner', 'ended as owner']],
  ])('%# holds, with exact counts', (system, states, edges, warnings) => {
    const verdict = check(system, { reduction: 'none' })
    expect(verdict).toMatchObject({ verdict: 'verified', states, edges })
    expect(verdict.warnings.map(({ kind }) => kind)).toEqual(warnings)
  })

  test('a release by a non-owner stops the machine', () => {
    const verdict = check(releaseByNonOwner())
    expect(verdict.expected.isAsExpected).toBe(true)
    expect(traceOf(verdict)).toEqual([
      'T0: R.ExAcquireResourceExclusiveLite(T0, true) = true',
      'careless0: R.ExTryToAcquireResourceExclusiveLite(careless0) = false',
      'careless0: bug check 0xE3 RESOURCE_NOT_OWNED (resource, careless0, owner table, 2)',
    ])
  })

  test('a release that does not look at the owner is found', () => {
    const verdict = check(releaseWithoutOwnerCheck())
    expect(verdict.violation?.property).toBe('release only by an owner')
    expect(traceOf(verdict)).toEqual([
      'T0: R.ExAcquireResourceExclusiveLite(T0, true) = true',
      'careless0: R.ExTryToAcquireResourceExclusiveLite(careless0) = false',
      'careless0: R.ExReleaseResourceLite(careless0)',
    ])
  })

  test('shared granted beside exclusive is found', () => {
    const verdict = check(sharedBesideExclusive())
    expect(verdict.violation?.property).toBe('exclusive excludes shared')
    expect(traceOf(verdict)).toEqual([
      'T0: R.ExAcquireResourceExclusiveLite(T0, true) = true',
      'T1: R.ExAcquireResourceSharedLite(T1, true) = true',
    ])
  })

  test('a reinitialize that forgets the table is found', () => {
    const verdict = check(reinitializeForgetsTable())
    expect(verdict.violation?.property).toBe('reinitialize zeros the owner table')
    expect(traceOf(verdict)).toEqual([
      'T0: R.ExAcquireResourceExclusiveLite(T0, false) = true',
      'cleaner: R.ExReinitializeResourceLite() = STATUS_SUCCESS; R.isZeroed() = false; isZero.store(false)',
    ])
  })
})
