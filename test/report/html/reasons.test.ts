import type { Violation } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { reasonsOf } from '../../../src/report/html/reasons.ts'
import type { Standing } from '../../../src/report/text/standing-text.ts'

const deadlock: Violation = { kind: 'deadlock', message: 'threads wait for ever' }

function waiting(thread: string, on: string, waitsFor: readonly string[]): Standing {
  return { thread, is: { status: 'waiting', next: [`${on}.take(${thread})`], waitsOn: [on], waitsFor } }
}

const ended: Standing = { thread: 'E', is: { status: 'ended', next: [], waitsOn: [], waitsFor: [] } }

describe('why threads wait for ever', () => {
  test('each for whom, and in which ring', () => {
    expect(reasonsOf(deadlock, [waiting('A', 'm', ['B']), waiting('B', 'n', ['A'])])).toEqual([
      'A waits at m.take(A), for B',
      'B waits at n.take(B), for A',
      'They wait in a ring: A → B → A',
    ])
  })

  test('of whom the same is to be said, it is said once', () => {
    expect(reasonsOf(deadlock, [waiting('A', 'm', []), waiting('B', 'm', []), ended])).toEqual([
      'A and B both wait at m.take(…)',
      'Nobody is left who could let them go on',
    ])
    const three = ['A', 'B', 'C'].map((thread) => waiting(thread, 'm', ['D']))
    expect(reasonsOf(deadlock, [...three, waiting('D', 'n', [])])).toEqual([
      'A, B and C all wait at m.take(…), for D',
      'D waits at n.take(D)',
      'Nobody is left who could let them go on',
    ])
  })

  test('nobody is said to be gone who goes on', () => {
    const clock: Standing = { thread: 'E', is: { status: 'ready', next: ['tick'], waitsOn: [], waitsFor: [] } }
    expect(reasonsOf(deadlock, [waiting('A', 'm', []), clock])).toEqual(['A waits at m.take(A)'])
  })

  test('one that waits for itself needs no other', () => {
    expect(reasonsOf(deadlock, [waiting('A', 'm', ['A']), waiting('B', 'm', ['A'])])).toEqual([
      'A waits at m.take(A), for itself',
      'B waits at m.take(B), for A',
      'No other thread is needed for that: A waits for itself',
    ])
  })

  test('of a call that waits in vain it is said first', () => {
    const vain: Violation = { kind: 'waiting', message: "A's lock never returns; mutex can return" }
    expect(reasonsOf(vain, [waiting('A', 'm', []), ended])).toEqual([
      "A's lock never returns; mutex can return",
      'A waits at m.take(A)',
      'Nobody is left who could let it go on',
    ])
  })

  test('else it is the sentence of the violation, with what was read', () => {
    const violation: Violation = {
      kind: 'property',
      property: 'exclusion',
      message: "'exclusion' does not hold",
      observed: [{ name: 'critical', value: [{ '#thread': 'A' }] }],
    }
    expect(reasonsOf(violation, [])).toEqual(["'exclusion' does not hold: critical: [A]"])
  })
})
