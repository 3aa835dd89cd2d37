import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mutants as rules, specification } from '#eresource'
import * as systems from '../../examples/eresource/mutants.ts'

/** Steps to the first violation. Fewer than a fine-grained model needs, since a grant and a conversion are one step here. */
const kills: readonly (readonly [string, System, string, number])[] = [
  ['M2', systems.m2, 'S1 who acquired exclusively is alone', 5],
  ['M3', systems.m3, 'S7 a thread owns what it acquired and did not release', 2],
  ['M5', systems.m5, 'S5 a free resource has no waiters (R)', 3],
  ['M6', systems.m6, 'S1 an exclusive owner is alone (R)', 4],
  ['M7', systems.m7, 'S6 readers wait beside readers only behind a writer (R)', 4],
  ['M11', systems.m11, 'S3 ActiveEntries counts the owners (R)', 3],
  ['M12', systems.m12, 'S13 an owner has at least one hold (R)', 2],
  ['M14', systems.m14, 'a holder owns', 3],
  ['M17', systems.m17, 'a reader waits for more than one exclusive period', 7],
]

describe('mutants of the specification', () => {
  test.each(kills)('%s is killed', (_, system, property, steps) => {
    const { violation } = check(system)
    expect(violation?.property).toBe(property)
    expect(violation?.trace?.steps).toHaveLength(steps)
    expect(violation?.trace?.isShortest).toBe(true)
  })

  test('M15 is killed: bug check 0xE3 at the release for the pointer', () => {
    const { violation } = check(systems.m15)
    expect(violation).toMatchObject({ kind: 'failure', trace: { schedule: 'T0 T0 T0' } })
    expect(violation?.message).toContain('0xE3 RESOURCE_NOT_OWNED (resource, request|3, owner table, 3)')
  })

  test('M18 is killed: a deadlock of the reader and the writer', () => {
    const { violation } = check(systems.m18)
    expect(violation?.kind).toBe('deadlock')
    expect(violation?.trace?.steps).toHaveLength(3)
  })

  test('a reader waits for at most one exclusive period where readers come first', () => {
    expect(check(systems.m17Specification).verdict).toBe('verified')
  })

  test('differ from the specification in one rule, and the one that finds waiting entries in two', () => {
    const changed = Object.entries(rules).map(([name, mutant]) => {
      const keys = Object.keys(specification) as (keyof typeof specification)[] // its own keys
      return [name, keys.filter((rule) => mutant[rule] !== specification[rule]).length] as const
    })
    expect(changed.filter(([, count]) => count !== 1)).toEqual([['releaseFindsWaiter', 2]])
  })
})
