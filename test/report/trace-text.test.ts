import { describe, expect, test } from 'vitest'
import { traceLines } from '../../src/report/text/trace-text.ts'
import { change, page, step, trace } from './fake.ts'

const race = trace([
  step('P0', "flag.waitFor('free')"),
  step('P1', "flag.waitFor('free')"),
  step('P1', "flag.store('taken')", {
    changes: [change('flag', 'free', 'taken')],
    regions: ['critical'],
    entered: ['critical'],
  }),
  step('P0', "flag.store('taken')", { regions: ['critical'], entered: ['critical'] }),
])

const lines = (...args: Parameters<typeof traceLines>): string => `\n${traceLines(...args).join('\n')}\n`

describe('a trace', () => {
  test('has a column for each thread, what changed beside it, and a thick line in a region', () => {
    expect(lines(race, page(100))).toBe(`
     P0                    P1
  1  flag.waitFor('free')  │                                             locks/flag.ts:7
  2  │                     flag.waitFor('free')                          locks/flag.ts:7
  3  │                     flag.store('taken')   flag: 'free' → 'taken'  locks/flag.ts:7
     │                                           enters critical
  4  flag.store('taken')   ┃                     enters critical         locks/flag.ts:7
`)
  })

  test('has no column for a store buffer of which nothing becomes visible in the run', () => {
    const threads = ['P0', 'P1'].flatMap((name, family) => [
      { name, family },
      { name: `${name}.buffer`, family, serves: name },
    ])
    const stored = trace([step('P0', "flag.store('up')"), step('P0.buffer', 'a store of P0 becomes visible')], {
      threads,
    })
    expect(lines(stored, page(100))).toMatchInlineSnapshot(`
      "
           P0                     P0.buffer              P1
        1  flag.store('up')       │                      │                                 locks/flag.ts:7
        2  │                      a store of P0 becomes visible                            locks/flag.ts:7
      "
    `)
  })

  test('leaves folders out where the page is narrower', () => {
    expect(lines(race, page(72))).toMatchInlineSnapshot(`
      "
           P0          P1
        1  flag.waitFor('free')                                      flag.ts:7
        2  │           flag.waitFor('free')                          flag.ts:7
        3  │           flag.store('taken')   flag: 'free' → 'taken'  flag.ts:7
           │                                 enters critical
        4  flag.store('taken')               enters critical         flag.ts:7
      "
    `)
  })

  test('says what changed below the step where the page is narrow', () => {
    expect(lines(race, page(48))).toMatchInlineSnapshot(`
      "
           P0          P1
        1  flag.waitFor('free')              flag.ts:7
        2  │           flag.waitFor('free')  flag.ts:7
        3  │           flag.store('taken')   flag.ts:7
           │             flag: 'free' → 'taken'
           │             enters critical
        4  flag.store('taken')               flag.ts:7
             enters critical
      "
    `)
  })

  test('cuts no name of a thread: where the next one has no room beside it, it stands a line below', () => {
    const readers = ['reader 0', 'reader 1', 'reader 2', 'reader 3', 'reader 4']
    const text = lines(trace(readers.map((name) => step(name, 'x.load()'))), page(60))
    for (const name of readers) expect(text).toContain(name)
    expect(text).toMatchInlineSnapshot(`
      "
           reader 0        reader 2        reader 4
                   reader 1        reader 3
        1  x.load()│       │       │       │            flag.ts:7
        2  │       x.load()│       │       │            flag.ts:7
        3  │       │       x.load()│       │            flag.ts:7
        4  │       │       │       x.load()│            flag.ts:7
        5  │       │       │       │       x.load()     flag.ts:7
      "
    `)
  })

  test('folds rounds of a spin that are all alike', () => {
    const spins = { isSpinning: true, answer: 'up' }
    const waiting = trace([
      step('P0', 'flag.load()', spins),
      step('P0', 'turn.load()', { isSpinning: true, answer: 1 }),
      step('P0', 'flag.load()', spins),
      step('P0', 'turn.load()', { isSpinning: true, answer: 1 }),
      step('P0', 'flag.load()', spins),
      step('P1', "flag.store('down')", { changes: [change('flag', 'up', 'down')] }),
      step('P0', 'flag.load()', { isSpinning: true, answer: 'down' }),
    ])
    expect(lines(waiting, page(120))).toMatchInlineSnapshot(`
      "
             P0                    P1
        1–4  flag.load() → 'up'    │                     spins ×2             locks/flag.ts:7
             turn.load() → 1       │                                          locks/flag.ts:7
          5  flag.load() → 'up'    │                                          locks/flag.ts:7
          6  │                     flag.store('down')    flag: 'up' → 'down'  locks/flag.ts:7
          7  flag.load() → 'down'  │                                          locks/flag.ts:7
      "
    `)
  })

  test('folds no steps of two places', () => {
    const load = (line: number) => {
      const site = { file: '/home/me/locks/flag.ts', line, column: 3 }
      const moves = [{ label: 'flag.load()', kind: 'operation', answer: 'up', site } as const]
      return step('P0', '', { isSpinning: true, moves })
    }
    expect(lines(trace([load(8), load(10)]), page(120))).not.toContain('spins')
    expect(lines(trace([load(8), load(10), load(8), load(10)]), page(120))).toContain('1–4')
  })

  test('shows a failure, a note, a choice and a block of several operations', () => {
    const mixed = trace([
      step('T0', '', {
        moves: [
          { label: 'choose', kind: 'choice', answer: 2 },
          { label: 'a.add(2)', kind: 'operation', site: { file: '/home/me/a.ts', line: 3, column: 1 } },
        ],
        changes: [change('a', 0, 2), { ...change('seen', [], ['T0']), isGhost: true }],
        notes: ['asked first'],
      }),
      step('T0', 'm.release()', { failure: 'release by a non-owner' }),
    ])
    expect(lines(mixed, page(100))).toMatchInlineSnapshot(`
      "
           T0
        1  choose → 2   a: 0 → 2
           + a.add(2)   (seen: [] → ['T0'])            a.ts:3
                        “asked first”
        2  m.release()  fails: release by a non-owner  locks/flag.ts:7
      "
    `)
  })

  test('may have no steps', () => {
    expect(traceLines(trace([]), page(80))).toEqual(['  (no steps: the initial state)'])
  })
})
