import type { ReleasePolicy, Resource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { Machine, T0, T1, T2, T3 } from './apply.ts'

const x = 'ExAcquireResourceExclusiveLite'
const s = 'ExAcquireResourceSharedLite'
const release = 'ExReleaseResourceLite'

const machineOf: Readonly<Record<ReleasePolicy, Machine>> = {
  sharedFirst: new Machine(),
  exclusiveFirst: new Machine({ releasePolicy: 'exclusiveFirst' }),
}
const machine = machineOf.sharedFirst
const free = machine.after()

/** After T0 has released. */
function handedOver(before: Resource, policy: ReleasePolicy = 'sharedFirst'): Resource {
  return machineOf[policy].apply(before, [release, T0]).value
}

describe('hand-off at a release', () => {
  const writersAndReaders = machine.after([x, T0, true], [x, T1, true], [s, T2, true], [s, T3, true])
  const writersOnly = machine.after([x, T0, true], [x, T1, true], [x, T2, true])
  const readersOnly = machine.after([x, T0, true], [s, T2, true], [s, T3, true])
  const behindReader = machine.after([s, T0, true], [x, T1, true], [s, T2, true])

  test('exclusive, readers wait: all readers own, writers stay queued', () => {
    const owners = { [T2]: 1, [T3]: 1 }
    expect(handedOver(writersAndReaders)).toEqual({ ...free, activeEntries: 2, owners, exclusiveWaiters: [T1] })
    expect(handedOver(readersOnly)).toEqual({ ...free, activeEntries: 2, owners })
  })

  test('exclusive, only writers wait: the first one owns', () => {
    const after = { ...free, isOwnedExclusive: true, activeEntries: 1, owners: { [T1]: 1 }, exclusiveWaiters: [T2] }
    expect(handedOver(writersOnly)).toEqual(after)
    expect(handedOver(writersOnly, 'exclusiveFirst')).toEqual(after)
  })

  test('exclusive, writers first where that is the policy', () => {
    const after = { ...free, isOwnedExclusive: true, activeEntries: 1, owners: { [T1]: 1 }, sharedWaiters: [T2, T3] }
    expect(handedOver(writersAndReaders, 'exclusiveFirst')).toEqual(after)
    expect(handedOver(readersOnly, 'exclusiveFirst')).toEqual(handedOver(readersOnly))
  })

  test('exclusive, nobody waits: free', () => {
    expect(handedOver(machine.after([x, T0, true]))).toEqual(free)
  })

  test('shared, other owners remain: nobody is granted', () => {
    const before = machine.after([s, T0, true], [s, T3, true], [x, T1, true], [s, T2, true])
    expect(handedOver(before)).toEqual({ ...before, activeEntries: 1, owners: { [T3]: 1 } })
  })

  test('shared, last owner, a writer waits: it owns, and readers keep waiting', () => {
    const after = { ...free, isOwnedExclusive: true, activeEntries: 1, owners: { [T1]: 1 }, sharedWaiters: [T2] }
    expect(handedOver(behindReader)).toEqual(after)
    expect(handedOver(behindReader, 'exclusiveFirst')).toEqual(after)
  })

  test('shared, last owner, nobody waits: free', () => {
    expect(handedOver(machine.after([s, T0, true]))).toEqual(free)
  })

  test.each([x, s] as const)('%s twice: one release only lowers the count', (routine) => {
    const once = machine.after([routine, T0, true])
    expect(handedOver(machine.after([routine, T0, true], [routine === s ? s : x, T0, true]))).toEqual(once)
  })
})

describe('a release of what is not owned', () => {
  const code = '0xE3 RESOURCE_NOT_OWNED'

  test.each<readonly [string, Resource]>([
    ['free', free],
    ['shared by another', machine.after([s, T1, true])],
    ['exclusive by another', machine.after([x, T1, true])],
    ['the caller only waits', machine.after([x, T1, true], [s, T0, true])],
  ])('%s: bug check 0xE3', (_, before) => {
    expect(machine.apply(before, [release, T0]).failure).toBe(`bug check ${code} (resource, T0, owner table, 2)`)
    expect(machine.apply(before, ['ExReleaseResourceForThreadLite', T0]).failure).toBe(
      `bug check ${code} (resource, T0, owner table, 3)`,
    )
  })
})

describe('ExConvertExclusiveToSharedLite', () => {
  const convert = 'ExConvertExclusiveToSharedLite'

  test('keeps the count, grants all readers, and leaves writers queued', () => {
    const before = machine.after([x, T0, true], [s, T0, true], [x, T1, true], [s, T2, true], [s, T3, true])
    const owners = { [T0]: 2, [T2]: 1, [T3]: 1 }
    expect(machine.apply(before, [convert, T0]).value).toEqual({
      ...free,
      activeEntries: 3,
      owners,
      exclusiveWaiters: [T1],
    })
  })

  const misuses: readonly (readonly [string, Resource])[] = [
    ['free', free],
    ['shared by the caller', machine.after([s, T0, true])],
    ['exclusive by another', machine.after([x, T1, true])],
  ]

  test.each(misuses)('%s: a misuse in a checked build', (_, before) => {
    expect(machine.apply(before, [convert, T0]).failure).toContain('convertMisuse: T0')
  })

  test('in a free build a reader overtakes a writer, and a stranger ends an exclusive hold', () => {
    const build = new Machine({ build: 'free' })
    expect(build.apply(free, [convert, T0]).value).toEqual(free)
    const behindWriter = build.after([s, T0, true], [x, T1, true], [s, T2, true])
    expect(build.apply(behindWriter, [convert, T0]).value.owners).toEqual({ [T0]: 1, [T2]: 1 })
    const foreign = build.after([x, T1, true])
    expect(build.apply(foreign, [convert, T0]).value).toMatchObject({ isOwnedExclusive: false, owners: { [T1]: 1 } })
  })
})
