import { describe, expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { page, step, trace, verdict } from './fake.ts'

const long = 'nobody is ever let in who has not asked before, and whoever has asked is let in at some time'

describe('the report of a verdict', () => {
  test.each([80, 60])('keeps %d columns, however long the names of properties are', (width) => {
    const violation = {
      kind: 'property',
      property: long,
      message: '',
      observed: [{ name: 'queue', value: long }],
    } as const
    const text = verdictText(
      verdict({
        verdict: 'violated',
        violation,
        answers: [{ name: long, kind: 'always', result: 'violated', violatingStates: 1, steps: 3 }],
        expected: { verdict: 'verified', isAsExpected: false },
      }),
      page(width, true),
    )
    const reports = text.split('\n').slice(0, -3) // the costs are those of this test's verdict
    expect(Math.max(...reports.map((line) => line.length))).toBeLessThanOrEqual(width)
    expect(text.replace(/\s+/g, ' ')).toContain(`violated: ${long}`)
  })

  test('says of a deadlock what is left, and where each thread stands', () => {
    const span = { from: 1, waitsOn: [], holds: [], procs: [], regions: [] }
    const site = { file: '/home/me/locks/queue.ts', line: 7, column: 3 }
    const sleeping = { waitsAt: ['full.woken(P)'], procs: [], waitsFor: [], waitsOn: ['full'], holds: [] }
    const lock = { owners: [], waiters: [], isAlive: true, name: 'one of very many words' }
    const waiting = trace([step('C', 'full.signal()')], {
      threads: [
        { name: 'P', family: 0, spans: [{ ...span, status: 'waiting', next: ['full.woken(P)'], waitsFor: [], site }] },
        { name: 'C', family: 1, spans: [{ ...span, status: 'ended', next: [], waitsFor: [] }] },
      ],
      initial: [
        { object: 'full', value: { waiters: [] }, isGhost: false },
        { object: 'held', value: { ...lock, isAlive: true }, isGhost: false },
        { object: 'free', value: lock, isGhost: false },
        { object: 'taken', value: 0, isGhost: true },
      ],
      final: [
        { object: 'full', value: { waiters: [{ '#thread': 'P' }] }, isGhost: false },
        { object: 'held', value: { ...lock, owners: [{ '#thread': 'P' }] }, isGhost: false },
        { object: 'free', value: lock, isGhost: false },
        { object: 'taken', value: 1, isGhost: true },
      ],
      stuck: [{ thread: 'P', ...sleeping, site }],
    })
    const violation = { kind: 'deadlock', message: '', trace: waiting } as const
    const text = verdictText(verdict({ verdict: 'violated', violation }), page(100))
    expect(text.slice(text.indexOf('at last') - 2, text.indexOf('1 step (') - 3)).toBe(
      `  at last   full: { waiters: [P] }, held: { owners: [P], … }, (taken: 1), the others as at first

  P  waits at full.woken(P)  locks/queue.ts:7
  C  has ended
`,
    )
  })
})
