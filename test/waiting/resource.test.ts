import type { ReleasePolicy } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { kindsOf, mix } from './designs/resource.ts'
import { rowOf } from './row.ts'

const policies = ['sharedFirst', 'exclusiveFirst'] as const

/** By release policy: which kinds of clients starve, under weak fairness as under strong. */
type Row = { readonly states: number; readonly restless: number } & Readonly<Record<ReleasePolicy, string>>

const nobody = { sharedFirst: '-', exclusiveFirst: '-' }

/** X writes, S reads, V reads past writers that wait, W behind them; `restless`: the states where all come again and again. */
const rows: Readonly<Record<string, Row>> = {
  XS: { states: 16, restless: 9, ...nobody },
  XSS: { states: 66, restless: 29, ...nobody },
  XSSS: { states: 280, restless: 99, ...nobody },
  XXS: { states: 64, restless: 27, sharedFirst: '-', exclusiveFirst: 'S' },
  XXSS: { states: 268, restless: 89, sharedFirst: '-', exclusiveFirst: 'S' },
  XXXS: { states: 272, restless: 93, sharedFirst: '-', exclusiveFirst: 'S' },
  XV: { states: 16, restless: 9, ...nobody },
  XXV: { states: 64, restless: 27, sharedFirst: '-', exclusiveFirst: 'V' },
  XVV: { states: 62, restless: 25, sharedFirst: 'X', exclusiveFirst: 'X' },
  XVS: { states: 64, restless: 27, ...nobody },
  XVVS: { states: 250, restless: 77, sharedFirst: 'X S', exclusiveFirst: 'X S' },
  XWW: { states: 66, restless: 29, ...nobody },
  XXW: { states: 64, restless: 27, sharedFirst: '-', exclusiveFirst: 'W' },
  XVW: { states: 64, restless: 27, ...nobody },
}

const cells = Object.entries(rows).flatMap(([clients, row]) => policies.map((policy) => ({ clients, policy, row })))

describe('who starves at one resource', () => {
  test.each(cells)('$clients $policy', ({ clients, policy, row }) => {
    for (const rests of [true, false]) {
      const { states, progress, none, weak, strong } = rowOf(mix(clients, policy, { rests }))
      const seen = { states, progress, none: kinds(none), weak: kinds(weak), strong: kinds(strong) }
      expect(seen).toEqual({
        states: rests ? row.states : row.restless,
        progress: 'ok/ok/ok',
        none: kindsOf(clients).join(' '), // whoever is never scheduled
        weak: row[policy],
        strong: row[policy],
      })
    }
  })
})

/** Clients of a kind are alike. */
function kinds(starving: string): string {
  return [...new Set(starving.split(' ').map((name) => name.replace(/\d$/, '')))].join(' ')
}
