import { check, type System } from 'lockproof'
import type { ReleasePolicy } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import type { FairnessKind } from '../../src/model/protocol/waiting.ts'
import { backOff, inversion, overlapping, recursion, staleCount } from './designs/endless.ts'
import { promises } from './designs/promises.ts'
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

/** To whom they are not kept: L1 without fairness as with it, L2 without fairness. */
const kept: readonly (readonly [clients: string, policy: ReleasePolicy, l1: string, l2: string])[] = [
  ['XS', 'sharedFirst', '', ''],
  ['XSS', 'sharedFirst', '', 'S'],
  ['XXS', 'sharedFirst', '', ''],
  ['XXXS', 'sharedFirst', '', ''],
  ['XXSS', 'sharedFirst', '', 'S'],
  ['XXSW', 'sharedFirst', '', 'SW'],
  ['XVV', 'sharedFirst', 'X', 'V'],
  ['XXVV', 'sharedFirst', 'X', 'V'],
  ['XXS', 'exclusiveFirst', 'S', ''],
  ['XXXS', 'exclusiveFirst', 'S', ''],
  ['XXSS', 'exclusiveFirst', 'S', 'S'],
  ['XXWW', 'exclusiveFirst', 'W', 'W'],
  ['XVV', 'exclusiveFirst', 'X', 'V'],
  ['XXVV', 'exclusiveFirst', 'XV', 'V'],
]

describe('what is promised', () => {
  test.each(kept)('%s %s', (clients, policy, l1, l2) => {
    const { answers } = check(promises(clients, policy), { keepGoing: true, reduction: 'none' })
    const brokenTo = (promise: string, fairness: FairnessKind): string =>
      answers
        .filter(({ name, liveness }) => name.startsWith(promise) && liveness?.holdsUnder?.includes(fairness) !== true)
        .map(({ name }) => name.slice(promise.length))
        .join('')
    expect({ l1: brokenTo('L1 ', 'none'), l2: brokenTo('L2 ', 'none') }).toEqual({ l1, l2 })
    expect({ l1: brokenTo('L1 ', 'weak'), l2: brokenTo('L2 ', 'weak') }).toEqual({ l1, l2: '' })
    const writers = clients.split('X').length - 1
    const isUnbounded = policy === 'exclusiveFirst' && writers > 1
    const measured = answers.flatMap(({ kind, liveness }) => (kind === 'bounded bypass' ? [liveness?.measured] : []))
    expect(measured).toEqual([isUnbounded ? undefined : 1, writers - 1]) // of a reader, and of a writer
    expect({ l1: brokenTo('L1 ', 'strong'), l2: brokenTo('L2 ', 'strong') }).toEqual({ l1, l2: '' })
  })
})

type Endless = readonly [
  system: System,
  states: number,
  holdsUnder: readonly FairnessKind[],
  run: readonly [stem: number, cycle: number] | number | undefined,
]
const fair = ['weak', 'strong'] as const

/** Of those who try; the shortest run that violates under the fairness of the design: its steps, or its stem and its cycle. */
const endless: readonly Endless[] = [
  [mix('XVV', 'sharedFirst'), 62, [], [4, 6]],
  [recursion, 11, [], 2], // stuck: it never goes back to none
  [overlapping(false), 24, [], [2, 4]],
  [overlapping(true), 26, fair, undefined],
  [inversion(false), 18, fair, [2, 2]],
  [inversion(true), 18, fair, undefined],
  [staleCount(false), 12, fair, 3],
  [staleCount(true), 9, fair, undefined],
  [backOff(false), 27, [], [0, 6]],
  [backOff(true), 17, fair, undefined],
]

describe('what is not promised', () => {
  test.each(endless.map((row) => [row[0].name, row] as const))('%s', (_, [system, states, holdsUnder, run]) => {
    const verdict = check(system, { keepGoing: true, reduction: 'none' })
    const { liveness } = verdict.answers.find(({ name }) => name === 'starvation freedom') ?? {}
    expect(verdict.states).toBe(states)
    expect(liveness?.holdsUnder).toEqual(holdsUnder)
    const { steps, cycleStart } = verdict.violation?.trace ?? {}
    const length = steps?.length ?? 0
    expect(cycleStart === undefined ? steps?.length : [cycleStart, length - cycleStart]).toEqual(run)
  })
})

/** Clients of a kind are alike. */
function kinds(starving: string): string {
  return [...new Set(starving.split(' ').map((name) => name.replace(/\d$/, '')))].join(' ')
}
