import 'lockproof/vitest'
import { cell, check, ensure, forever, object, type System, step, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { peterson } from '../../bench/models/peterson.ts'
import { phil } from '../../bench/models/phil.ts'
import { naive } from '../../examples/naive-flag.ts'

const fails: System = system('fails', ({ shared, thread }) => {
  const { door } = shared({
    door: object({ isOpen: false })({
      close(d) {
        ensure(d.isOpen, 'closed already')
        d.isOpen = false
      },
    }),
  })
  thread('T', () => door.close())
})

const spins: System = system('spins', ({ shared, thread, always }) => {
  const { x } = shared({ x: cell([0, 1]) })
  thread('T', function* () {
    yield* forever(() => step('round'))
  })
  always('zero', [x], (value) => value === 0)
})

/** The message of an assertion that does not pass. */
function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('the assertion passed')
}

describe('toHoldUnderEveryInterleaving', () => {
  test('passes for a system, a family and a verdict', () => {
    expect(peterson({ N: 2 })).toHoldUnderEveryInterleaving()
    expect(peterson).toHoldUnderEveryInterleaving()
    expect(check(spins)).toHoldUnderEveryInterleaving()
    expect(naive).not.toHoldUnderEveryInterleaving()
  })

  test('its failure prints the trace as check does', () => {
    expect(messageOf(() => expect(naive).toHoldUnderEveryInterleaving())).toMatchInlineSnapshot(`
      "expected naive flag to hold under every interleaving; it is violated: mutual exclusion, 4 steps

      violated: mutual exclusion, 4 steps
        system    naive flag

        'mutual exclusion' does not hold

        at first  flag: 'free'

           P0                    P1
        1  flag.waitFor('free')  │                                             examples/naive-flag.ts:7
        2  │                     flag.waitFor('free')                          examples/naive-flag.ts:7
        3  │                     flag.store('taken')   flag: 'free' → 'taken'  examples/naive-flag.ts:8
           │                                           enters critical
        4  flag.store('taken')   ┃                     enters critical         examples/naive-flag.ts:8

        4 steps (shortest), 2 switches (fewest)
        schedule  P0 P1 P1 P0"
    `)
  })

  test('a search that a limit stopped is not enough', () => {
    expect(messageOf(() => expect(peterson()).toHoldUnderEveryInterleaving({ limits: { states: 10 } }))).toMatch(
      /^expected peterson, N=3 to hold under every interleaving; it was not searched to the end\n\nincomplete: stopped by the states limit/,
    )
  })
})

describe('toViolate', () => {
  test('names the property, and the length if it is given', () => {
    expect(naive).toViolate('mutual exclusion')
    expect(naive).toViolate('mutual exclusion', { steps: 4 })
    expect(naive).toViolate('mutual exclusion', { search: { pct: { steps: 20 } } })
    expect(naive).not.toViolate('mutual exclusion', { steps: 5 })
  })

  test.each([
    [
      () => expect(peterson()).toViolate('mutual exclusion'),
      "expected peterson, N=3 to violate 'mutual exclusion'; it holds in all 2,204 states",
    ],
    [
      () => expect(naive).toViolate('mutual exclusion', { steps: 5 }),
      "expected naive flag to violate 'mutual exclusion' after 5 steps; it is violated: mutual exclusion, 4 steps",
    ],
    [
      () => expect(naive).not.toViolate('mutual exclusion'),
      "expected naive flag not to violate 'mutual exclusion'; it is violated: mutual exclusion, 4 steps",
    ],
    [
      () => expect(naive).toViolate('mutual exclsuion'),
      "expected naive flag to violate 'mutual exclsuion' (its properties are 'mutual exclusion', 'no failing operation', 'no deadlock', 'nobody is stuck'); it is violated: mutual exclusion, 4 steps",
    ],
  ])('%o says what it saw', (assertion, firstLine) => {
    expect(messageOf(assertion).split('\n')[0]).toBe(firstLine)
  })
})

describe('toDeadlock and toFail', () => {
  test('pass for their kind of violation only', () => {
    expect(phil({ N: 3 })).toDeadlock({ steps: 6 })
    expect(naive).not.toDeadlock()
    expect(fails).toFail('closed already', { steps: 1 })
    expect(fails).not.toFail('open already')
    expect(phil).not.toFail('')
  })

  test('say what they saw', () => {
    expect(messageOf(() => expect(fails).toDeadlock())).toMatch(
      /^expected fails to deadlock; it is violated: closed already, 1 step\n/,
    )
    expect(messageOf(() => expect(phil({ N: 2 })).toFail('fork'))).toMatch(
      /^expected phil, N=2, mayDeadlock=false to fail with 'fork'; it is violated: deadlock, 4 steps\n/,
    )
  })
})

test('anything else than a system is refused', () => {
  expect(() => expect(3).toDeadlock()).toThrow(
    'expect() was given 3: expected a system, a family of systems, or the verdict of check().',
  )
})

describe('in snapshots', () => {
  test('a verdict is what check prints, without times', () => {
    expect(check(naive)).toMatchInlineSnapshot(`
      violated: mutual exclusion, 4 steps
        system    naive flag

        'mutual exclusion' does not hold

        at first  flag: 'free'

           P0                    P1
        1  flag.waitFor('free')  │                                             examples/naive-flag.ts:7
        2  │                     flag.waitFor('free')                          examples/naive-flag.ts:7
        3  │                     flag.store('taken')   flag: 'free' → 'taken'  examples/naive-flag.ts:8
           │                                           enters critical
        4  flag.store('taken')   ┃                     enters critical         examples/naive-flag.ts:8

        4 steps (shortest), 2 switches (fewest)
        schedule  P0 P1 P1 P0
    `)
  })

  test('a violation and a trace are what the reader needs of them', () => {
    expect(check(phil({ N: 2 })).violation).toMatchInlineSnapshot(`
      2 threads wait for ever: T0 at fork[1].when('free').store('taken') for T1; T1 at fork[0].when('free').store('taken') for T0

        at first  fork[0]: 'free', fork[1]: 'free'

           T0                          T1
        1  │                           thinking                                                        bench/models/phil.ts:15
        2  │                           fork[1].when('free').store('taken')  fork[1]: 'free' → 'taken'  bench/models/phil.ts:16
        3  thinking                    │                                                               bench/models/phil.ts:15
        4  fork[0].when('free').store('taken')                              fork[0]: 'free' → 'taken'  bench/models/phil.ts:16

        at last   fork[0]: 'taken', fork[1]: 'taken'

        T0  waits at fork[1].when('free').store('taken')  for T1: could let it go on by fork[1].store('free')  phil.ts:17
        T1  waits at fork[0].when('free').store('taken')  for T0: could let it go on by fork[0].store('free')  phil.ts:17
        they wait in a ring: T0 → T1 → T0

        4 steps (shortest), 1 switch (fewest)
        schedule  T1 T1 T0 T0
    `)
    expect(check(phil({ N: 2 })).violation?.trace).toMatchInlineSnapshot(`
      at first  fork[0]: 'free', fork[1]: 'free'

           T0                          T1
        1  │                           thinking                                                        bench/models/phil.ts:15
        2  │                           fork[1].when('free').store('taken')  fork[1]: 'free' → 'taken'  bench/models/phil.ts:16
        3  thinking                    │                                                               bench/models/phil.ts:15
        4  fork[0].when('free').store('taken')                              fork[0]: 'free' → 'taken'  bench/models/phil.ts:16

        at last   fork[0]: 'taken', fork[1]: 'taken'

        T0  waits at fork[1].when('free').store('taken')  for T1: could let it go on by fork[1].store('free')  phil.ts:17
        T1  waits at fork[0].when('free').store('taken')  for T0: could let it go on by fork[0].store('free')  phil.ts:17
        they wait in a ring: T0 → T1 → T0

        4 steps (shortest), 1 switch (fewest)
        schedule  T1 T1 T0 T0
    `)
  })

  test('a verdict without a violation is one line and its system', () => {
    expect(check(peterson({ N: 2 }))).toMatchInlineSnapshot(`
      verified: all 3 properties hold in all 40 states
        system    peterson, N=2
    `)
  })
})
