/** The structure held against the atomic model: what is verified, and the call, the kind and the steps of what is not. */
import { check, type System } from 'lockproof'
import { type EresourceOptions, eresourceLock } from 'lockproof/eresource'
import { type FineOptions, fineEresourceLock } from 'lockproof/eresource/fine'
import { type Keeps, refinement } from 'lockproof/refine'
import { describe, expect, test } from 'vitest'
import * as examples from '../../../examples/refinement/eresource.ts'
import { isLong } from '../../setup/long.ts'

const large = ['batchReadLater', 'deleted', 'growingTable', 'keepsEntryPointer', 'readersWriters', 'waitsInOwnerEntry']
const systems = Object.entries<System | (() => System)>({ ...examples }).filter(([name]) => {
  return isLong || !large.includes(name)
})

test.each(systems)('examples/refinement/eresource.ts: %s', (_, made) => {
  const { expected, violation } = check(typeof made === 'function' ? made() : made)
  expect(expected.isAsExpected, violation?.message ?? 'nothing was found').toBe(true)
})

type Row = {
  readonly threads: number
  readonly depth?: number
  readonly grants?: EresourceOptions['grants']
  readonly resource?: Partial<FineOptions>
  readonly keeps?: Keeps
  readonly roles?: readonly (readonly string[])[]
}
/** Refines, or whose call answers otherwise after how many steps. */
type Found = 'refines' | readonly [call: string, steps: number]

function found(calls: string, { threads, depth = 1, grants = 'exchangeable', resource = {}, ...more }: Row): Found {
  const names = calls.split(' ') as 'X'[] // and others
  const of = {
    implementation: fineEresourceLock({ calls: names, resource: { hasWaiterObjects: true, ...resource } }),
    specification: eresourceLock({ calls: names, resource: { grants, recursionLimit: depth } }),
  }
  const { verdict, violation } = check(refinement('row', { ...of, threads, depth, ...(more as object) }))
  if (violation?.trace === undefined) return verdict === 'verified' ? 'refines' : [verdict, 0]
  return [violation.calls?.join(' ') ?? violation.kind, violation.trace.steps.length]
}

const ten = 'X X? S S? V V? W W? rel cv'
const twelve = `${ten} isX isS`
const own = { hasWaiterObjects: false }

const small: readonly (readonly [calls: string, Row, Found])[] = [
  ['X S rel', { threads: 2, resource: own }, 'refines'],
  ['X S rel nX nS', { threads: 2 }, 'refines'],
  ['X S rel', { threads: 2, resource: { keepsSpinLock: true } }, 'refines'],
  ['X S V W rel cv', { threads: 2, depth: 2, grants: 'fixed' }, 'refines'],
  ['X S S? rel', { threads: 2, grants: 'fixed' }, ['X', 16]],
  ['X rel nX', { threads: 2, grants: 'fixed' }, ['X', 13]],
  ['X S rel', { threads: 3, grants: 'fixed', keeps: 'order at rest' }, ['X S', 16]],
]

const further: readonly (readonly [calls: string, Row, Found])[] = [
  ['X S rel', { threads: 3, resource: own }, 'refines'],
  ['X S rel', { threads: 3, grants: 'fixed' }, 'refines'],
  ['X S rel', { threads: 3, keeps: 'order at rest' }, 'refines'],
  ['X S rel cv', { threads: 3, resource: own }, 'refines'],
  ['X S rel', { threads: 3, resource: { firstTable: 1, largerBy: 1 }, keeps: 'order at rest' }, 'refines'],
  ['X V rel cv', { threads: 3, grants: 'fixed', keeps: 'order at rest' }, 'refines'],
  ['X S V W rel cv', { threads: 2, depth: 2, grants: 'fixed', keeps: 'order at rest' }, 'refines'],
  ['X S rel isX isS', { threads: 3, grants: 'fixed' }, 'refines'],
  ['X X? S rel', { threads: 3, resource: own }, 'refines'],
  ['X S rel own ownX relP', { threads: 3 }, 'refines'],
  ['X S rel nX nS', { threads: 3 }, 'refines'],
  [ten, { threads: 2, depth: 2, resource: own }, 'refines'],
  [twelve, { threads: 2, depth: 2, resource: own, keeps: 'order at rest' }, 'refines'],
  [ten, { threads: 3, resource: { firstTable: 3 } }, 'refines'],
  [twelve, { threads: 3, resource: { firstTable: 3 } }, 'refines'],
  ['X S rel', { threads: 4 }, 'refines'],
  ['X S rel', { threads: 4, resource: { firstTable: 4 } }, 'refines'],
  ['X S rel', { threads: 3, resource: { keepsSpinLock: true }, keeps: 'order at rest' }, 'refines'],
  [
    ten,
    {
      threads: 4,
      resource: { firstTable: 4 },
      roles: [
        ['X', 'rel', 'cv'],
        ['W', 'rel'],
        ['V', 'rel'],
        ['S', 'rel'],
      ],
    },
    'refines',
  ],
]

describe('calls', () => {
  test.each(isLong ? [...small, ...further] : small)(
    '%s %j',
    (calls, row, result) => {
      expect(found(calls, row)).toEqual(result)
    },
    300_000,
  )
})
