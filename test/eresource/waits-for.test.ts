import type { ThreadId } from 'lockproof'
import type { ReleasePolicy, Resource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { countOf, isWaiting } from '#eresource'
import { waitsFor } from '../../src/model/eresource/waits-for.ts'
import { valuesOf } from './all-values.ts'
import { Machine, T0, T1, T2, T3 } from './apply.ts'

const x = 'ExAcquireResourceExclusiveLite'
const s = 'ExAcquireResourceSharedLite'
const release = 'ExReleaseResourceLite'

describe('whom a waiting thread waits for', () => {
  const machine = new Machine()
  const said = (r: Resource, me: ThreadId, policy: ReleasePolicy = 'sharedFirst') => waitsFor(r, me, policy)
  const named = (...of: Parameters<typeof said>) => said(...of).map(({ owner }) => owner)
  const whys = (...of: Parameters<typeof said>) => said(...of).map(({ why }) => why)

  test('a reader behind a writer: for the writer, not for the readers inside', () => {
    const r = machine.after([s, T0, true], [x, T1, true], [s, T2, true])
    expect(named(r, T2)).toEqual([T1])
    expect(named(r, T1)).toEqual([T0])
    expect([whys(r, T2), whys(r, T1)]).toEqual([['asked for exclusive access first'], ['owns it shared']])
  })

  test('a reader behind a writer inside: for that one, and those queued only where they go first', () => {
    const r = machine.after([x, T0, true], [x, T1, true], [s, T2, true])
    expect(named(r, T2)).toEqual([T0])
    expect(named(r, T2, 'exclusiveFirst')).toEqual([T1])
    expect(whys(r, T2)).toEqual(['owns it exclusively'])
    expect(whys(r, T2, 'exclusiveFirst')).toEqual(['waits for exclusive access, and writers go first'])
  })

  test('a writer: for the one in front of it, and the readers whose turn comes between', () => {
    const r = machine.after([x, T0, true], [x, T1, true], [x, T2, true], [s, T3, true])
    expect(named(r, T1)).toEqual([T0, T3])
    expect(named(r, T2)).toEqual([T1])
    expect(named(r, T1, 'exclusiveFirst')).toEqual([T0])
    expect(whys(r, T1)).toEqual(['owns it exclusively', 'waits for shared access, and has its turn first'])
    expect(whys(r, T2)).toEqual(['asked for exclusive access first'])
    const shared = machine.after([s, T0, true], [x, T1, true], [x, T2, true], [s, T3, true])
    expect(named(shared, T2)).toEqual([T1, T3])
  })

  test('an owner that asks for more: for itself', () => {
    expect(named(machine.after([s, T0, true], [x, T0, true]), T0)).toEqual([T0])
  })

  test('nobody, where the wait list was initialized under it', () => {
    const stranded = { ...machine.after([s, T0, true]), stranded: [T1] }
    expect(said(stranded, T1)).toEqual([{ why: expect.stringContaining('nobody will wake it') }])
  })
})

const policies = ['sharedFirst', 'exclusiveFirst'] as const

test.each(policies)('names, in turn, exactly those without whom nobody is granted: %s', (releasePolicy) => {
  const machine = new Machine({ releasePolicy })
  const threads = [T0, T1, T2, T3]
  const waits = valuesOf(machine, threads, 1).flatMap((r) =>
    threads.filter((me) => isWaiting(r, me)).map((me) => ({ r, me })),
  )
  expect(waits.length).toBeGreaterThan(400)
  for (const { r, me } of waits) {
    const isNeeded = (other: ThreadId): boolean => isWaiting(withoutReleaseOf(other, r, machine, threads), me)
    expect([...inTurn(r, me, releasePolicy)].toSorted(byName)).toEqual(
      threads.filter((other) => other !== me && isNeeded(other)).toSorted(byName),
    )
  }
})

/** What comes of it when all others release what they own, as soon as they do. */
function withoutReleaseOf(stays: ThreadId, start: Resource, machine: Machine, threads: readonly ThreadId[]): Resource {
  let r = start
  for (;;) {
    const next = threads.find((thread) => thread !== stays && countOf(r.owners, thread) > 0)
    if (next === undefined) return r
    r = machine.apply(r, [release, next]).value
  }
}

function inTurn(r: Resource, me: ThreadId, policy: ReleasePolicy): ReadonlySet<unknown> {
  const found = new Set<unknown>([me])
  for (const one of found)
    if (isWaiting(r, one as ThreadId)) for (const { owner } of waitsFor(r, one as ThreadId, policy)) found.add(owner)
  found.delete(me)
  return found
}

function byName(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1
}
