import fc from 'fast-check'
import { check, step, system, threadIds } from 'lockproof'
import {
  anyPrograms,
  clientPrograms,
  clientSystem,
  eresourceDrivers,
  everyProgramHolds,
  holdsUnderEveryInterleaving,
  LawBroken,
  program,
} from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { flagLock, rwlock } from '#locks'
import { brokenFlag, servedFlag } from './locks/flag.ts'
import { brokenMcs } from './locks/mcs.ts'

const report = { seed: 7, includeErrorInReport: true, verbose: 0 } as const

/** What `fc.assert` throws. */
function failureOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('the law holds')
}

describe('a law that is broken', () => {
  test('shows the smallest program and the shortest schedule, and how to have them again', () => {
    expect(
      failureOf(() => fc.assert(everyProgramHolds(brokenFlag['looks, then takes']), report)),
    ).toMatchInlineSnapshot(`
      "Property failed after 3 tests
      { seed: 7, path: "2:5:5:5", endOnFailure: true }
      Counterexample: [T0: lock unlock | T1: lock unlock]
      Shrunk 3 time(s)
      Got LawBroken: violated: critical is exclusive, 4 steps
        system    clients of flag lock

        'critical is exclusive' does not hold

        at first  flag: 'free'

           T0                    T1
        1  flag.waitFor('free')  │                                             test/fast-check/locks/flag.ts:10
        2  │                     flag.waitFor('free')                          test/fast-check/locks/flag.ts:10
        3  │                     flag.store('taken')   flag: 'free' → 'taken'  test/fast-check/locks/flag.ts:11
           │                                           enters critical
        4  flag.store('taken')   ┃                     enters critical         test/fast-check/locks/flag.ts:11

        4 steps (shortest), 2 switches (fewest)
        schedule  T0 T1 T1 T0

      Hint: Enable verbose mode in order to have the list of all failing values encountered during the run"
    `)
  })

  test('shows the same again by its seed and its path alone', () => {
    const first = fc.check(everyProgramHolds(brokenMcs['heir not woken']), { seed: 11 })
    const again = fc.check(everyProgramHolds(brokenMcs['heir not woken']), {
      seed: first.seed,
      path: first.counterexamplePath ?? '',
      endOnFailure: true,
    })
    expect(again.numRuns).toBe(1)
    expect(fc.stringify(again.counterexample)).toBe(fc.stringify(first.counterexample))
    expect((again.errorInstance as Error).message).toBe((first.errorInstance as Error).message)
  })
})

describe('nobody waits for ever', () => {
  const broken = servedFlag(false)
  const beside = program<'lock' | 'unlock' | 'serve'>([['lock', 'unlock', 'lock', 'unlock'], ['serve']])

  test('neither beside a client that neither ends nor rests', () => {
    fc.assert(everyProgramHolds(servedFlag(true)), { numRuns: 50 })
    expect(failureOf(() => holdsUnderEveryInterleaving(clientSystem(broken, beside)))).toMatch(
      /^violated: T0 is stuck, 3 steps\n/,
    )
  })

  test.each([
    ['a client that spins', brokenFlag['unlock forgets spinners'], ['lock', 'unlock']],
    ['a service', broken, ['serve']],
  ] as const)('which only the graph of all states tells: beside %s', (_, lock, other) => {
    const waiting = clientSystem<string, string>(lock, program<string>([['lock', 'unlock', 'lock', 'unlock'], other]))
    expect(() => holdsUnderEveryInterleaving(waiting, { stuck: false })).not.toThrow()
    expect(() => holdsUnderEveryInterleaving(waiting)).toThrow(LawBroken)
    expect(fc.check(everyProgramHolds<string, string>(lock), report).failed).toBe(true)
  })

  test('where nobody looked, a law does not hold', () => {
    const large = system('2^12 states', ({ threads }) => threads(threadIds(12), () => step('goes')))
    const some = { reduction: 'stubborn', limits: { states: 1_000 } } as const
    expect(failureOf(() => holdsUnderEveryInterleaving(large, some))).toMatch(
      /^verified, but nobody looked for a thread that is stuck while others go on: /,
    )
    expect(() => holdsUnderEveryInterleaving(large, { ...some, stuck: false })).not.toThrow()
  })
})

describe('holdsUnderEveryInterleaving', () => {
  const contended = clientSystem(
    flagLock(),
    program([
      ['lock', 'unlock'],
      ['lock', 'unlock'],
    ]),
  )

  test('throws the trace, which is the same in every run', () => {
    const broken = clientSystem(
      brokenFlag['unlock forgets'],
      program([
        ['lock', 'unlock'],
        ['lock', 'unlock'],
      ]),
    )
    expect(() => holdsUnderEveryInterleaving(contended)).not.toThrow()
    expect(() => holdsUnderEveryInterleaving(broken)).toThrow(LawBroken)
    expect(failureOf(() => holdsUnderEveryInterleaving(broken))).toMatch(
      /^violated: deadlock, 3 steps\n.*clients of flag lock/,
    )
  })

  test('a search that a limit stopped is not enough', () => {
    expect(failureOf(() => holdsUnderEveryInterleaving(contended, { limits: { states: 2 } }))).toMatch(/^incomplete: /)
  })
})

describe('clientSystem', () => {
  test('sections are regions, and those that exclude each other are properties', () => {
    const { answers } = check(
      clientSystem(
        rwlock(),
        program([
          ['read', 'readUnlock'],
          ['write', 'downgrade', 'readUnlock'],
        ]),
      ),
    )
    expect(answers.map(({ name }) => name)).toEqual([
      'reading excludes writing',
      'writing is exclusive',
      'no failing operation',
      'no deadlock',
      'nobody is stuck',
    ])
  })

  test('a client that was refused leaves out what it would have done inside', () => {
    const { violation } = check(
      clientSystem(
        rwlock(),
        program([
          ['read', 'readUnlock'],
          ['tryWrite', 'downgrade', 'readUnlock'],
        ]),
      ),
    )
    expect(violation).toBeUndefined()
  })
})

describe('clientPrograms', () => {
  test('enter and leave sections in turn, and call only where they may', () => {
    fc.assert(
      fc.property(clientPrograms(rwlock()), ({ threads }) => {
        expect(threads.length).toBeLessThanOrEqual(3)
        for (const calls of threads)
          expect(` ${calls.join(' ')} `).toMatch(
            /^( read( tryUpgrade writeUnlock)* readUnlock| (write|tryWrite) (writeUnlock|downgrade( tryUpgrade writeUnlock)* readUnlock))+ $/,
          )
      }),
      { numRuns: 500 },
    )
  })

  test('come in all sizes that they may have', () => {
    const drawn = fc.sample(clientPrograms(flagLock(), { threads: 2, calls: 2 }), { numRuns: 200, seed: 1 })
    expect(new Set(drawn.map((it) => fc.stringify(it))).size).toBe(2)
  })

  test('a call that needs a section is prepared by entering it', () => {
    const drawn = fc.sample(clientPrograms(eresourceDrivers(), { threads: 1, calls: 1, depth: 3 }), { numRuns: 200 })
    expect(drawn.map((it) => fc.stringify(it))).toContain('T0: [ X rel ]')
  })

  test('anyPrograms call what they like', () => {
    const drawn = fc.sample(anyPrograms(flagLock(), { threads: 1, calls: 2 }), { numRuns: 200, seed: 1 })
    expect(new Set(drawn.map((it) => fc.stringify(it)))).toEqual(
      new Set(['T0: lock', 'T0: unlock', 'T0: lock lock', 'T0: lock unlock', 'T0: unlock lock', 'T0: unlock unlock']),
    )
  })
})
