import 'lockproof/vitest'
import { cell, check, forever, type System, spinUntil, step, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { phil } from '../../bench/models/phil.ts'
import { naive } from '../../examples/naive-flag.ts'

type Kind = { readonly spins?: boolean; readonly gives?: boolean; readonly asks?: boolean }

/** Test and set, whose clients may stay elsewhere. */
function testAndSet({ spins = false, gives = true, asks = true }: Kind = {}): System {
  return system('test and set', ({ shared, regions, threads, mayRest, progress, starvationFree }) => {
    const { flag } = shared({ flag: cell(['free', 'taken']) })
    const { elsewhere, trying, critical } = regions('elsewhere', 'trying', 'critical')
    threads(threadIds(2), () =>
      forever(function* () {
        yield* elsewhere()
        yield* trying(() =>
          spins ? spinUntil(() => flag.compareAndSwap('free', 'taken')) : flag.when('free').store('taken'),
        )
        yield* critical()
        if (gives) yield* flag.store('free')
      }),
    )
    mayRest(elsewhere)
    if (!asks) return
    progress(trying, critical)
    starvationFree(trying, critical)
  })
}

/** The one who waits for itself, beside a clock. */
const beside = system('beside a clock', ({ shared, thread }) => {
  const { x } = shared({ x: cell(['free', 'taken']) })
  thread('A', function* () {
    yield* x.when('free').store('taken')
    yield* x.when('free').store('taken')
  })
  thread('clock', () => forever(() => step('tick')))
})

/** The first line of what an assertion that does not pass says, and the rest. */
function said(assertion: () => void): { readonly first: string; readonly rest: string } {
  try {
    assertion()
  } catch (error) {
    const [first = '', ...rest] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { first, rest: rest.join('\n') }
  }
  throw new Error('the assertion passed')
}

describe('toDeadlock and toGetStuck', () => {
  test('one that is stuck while others go on counts, as it does for expectVerdict', () => {
    expect(beside).toDeadlock({ steps: 1 })
    expect(beside).toGetStuck('A', { steps: 1 })
    expect(beside).not.toDeadlock({ steps: 2 })
    expect(beside).not.toGetStuck('clock')
  })

  test('of a deadlock each thread that waits is stuck', () => {
    const deadlocked = check(phil({ N: 2 }))
    expect(deadlocked).toGetStuck('T0', { steps: 4 })
    expect(deadlocked).toGetStuck('T1')
    expect(naive).not.toGetStuck('P0')
  })

  test('say what they saw, with the run', () => {
    const { first, rest } = said(() => expect(beside).not.toGetStuck('A'))
    expect(first).toBe('expected beside a clock not to get A stuck; it is violated: A is stuck, 1 step')
    expect(rest).toMatch(/─ from here on nothing helps A ─/)
  })

  test('a thread that there is not is a slip, so and not so', () => {
    const slip = 'to get a stuck (its threads are A, clock); it is violated: A is stuck, 1 step'
    expect(said(() => expect(beside).toGetStuck('a')).first).toBe(`expected beside a clock ${slip}`)
    expect(said(() => expect(beside).not.toGetStuck('a')).first).toBe(`expected beside a clock not ${slip}`)
  })
})

describe('toStarve', () => {
  test('names the thread, and the length of stem and cycle', () => {
    expect(testAndSet()).toStarve('T0', { stem: 1, cycle: 4 })
    expect(testAndSet()).not.toStarve('T0', { stem: 2 })
    expect(testAndSet()).not.toStarve('T0', { cycle: 3 })
    expect(testAndSet()).not.toStarve('T0', { fairness: 'strong' })
    expect(testAndSet({ spins: true })).toStarve('T0', { fairness: 'strong' })
  })

  test('prints the run with its cycle, and what each does on it', () => {
    const { first, rest } = said(() => expect(testAndSet()).not.toStarve('T0', { stem: 1, cycle: 4 }))
    expect(first).toBe(
      'expected test and set not to starve T0 after 1 step, in a cycle of 4 steps; it is violated: starvation freedom of T0, 1 step, then 4 steps for ever',
    )
    expect(rest).toMatch(
      /─ for ever ─.*─ as after step 1 ─.*T0 {2}never steps: waits at .*schedule {2}T0 \(T1 T1 T1 T1\)$/su,
    )
  })

  test('of another than the first who starves nothing is known', () => {
    const first = /; it is violated: starvation freedom of T0, 1 step, then 4 steps for ever$/
    expect(said(() => expect(testAndSet()).toStarve('T1')).first).toMatch(first)
    expect(said(() => expect(testAndSet()).not.toStarve('T1')).first).toMatch(first)
  })

  test('to be overtaken more often than was said is not to starve', () => {
    const overtaken = system('overtaken', ({ shared, regions, threads, boundedBypass, expectVerdict }) => {
      const { flag } = shared({ flag: cell(['free', 'taken']) })
      const { trying, critical } = regions('trying', 'critical')
      threads(threadIds(2), function* () {
        yield* trying(() => flag.when('free').store('taken'))
        yield* critical()
        yield* flag.store('free')
      })
      boundedBypass(trying, critical, 0)
      expectVerdict({ starves: 'T0' })
    })
    const verdict = check(overtaken)
    expect(verdict).toViolate('bounded bypass')
    expect(verdict.expected.isAsExpected).toBe(false)
    expect(said(() => expect(verdict).toStarve('T0')).first).toMatch(
      /^expected overtaken to starve T0 \(nothing of it says starvationFree of that thread\); it is violated: bounded bypass/,
    )
  })
})

describe('toMakeProgress', () => {
  test('holds, or is violated, or nobody asked', () => {
    expect(testAndSet({ spins: true })).not.toMakeProgress({ fairness: 'none' })
    const held = check(testAndSet({ spins: true }), { keepGoing: true })
    expect(held).toMakeProgress()
    expect(said(() => expect(held).not.toMakeProgress()).first).toBe(
      'expected test and set not to make progress; it is violated: starvation freedom of T0, 1 step, then 5 steps for ever',
    )
    const unasked = 'to make progress (nothing of it says progress); it holds in all 12 states'
    const silent = testAndSet({ asks: false })
    expect(said(() => expect(silent).toMakeProgress()).first).toBe(`expected test and set ${unasked}`)
    expect(said(() => expect(silent).not.toMakeProgress()).first).toBe(`expected test and set not ${unasked}`)
  })
})

describe('what is not known passes neither so nor with not', () => {
  const limits = { states: 3 }
  const whole = testAndSet({ asks: false })

  test.each([
    ['toHoldUnderEveryInterleaving', () => expect(whole).not.toHoldUnderEveryInterleaving({ limits })],
    ['toViolate', () => expect(whole).not.toViolate('nobody is stuck', { limits })],
    ['toDeadlock', () => expect(whole).not.toDeadlock({ limits })],
    ['toGetStuck', () => expect(whole).not.toGetStuck('T0', { limits })],
    ['toStarve', () => expect(testAndSet()).not.toStarve('T0', { limits })],
    ['toMakeProgress', () => expect(testAndSet()).not.toMakeProgress({ limits })],
    ['toFail', () => expect(whole).not.toFail('', { limits })],
  ])('%s, of a search that a limit stopped', (_, assertion) => {
    expect(said(assertion).first).toMatch(/^expected test and set not to .*; it was not searched to the end$/)
  })

  test('a thread that is stuck while others go on, where nobody looked', () => {
    const unseen = check(beside, { stuck: false })
    const first = /; it was not searched for a thread that is stuck while others go on: \{ stuck: true \} does,/
    expect(said(() => expect(unseen).toHoldUnderEveryInterleaving()).first).toMatch(first)
    expect(said(() => expect(unseen).not.toHoldUnderEveryInterleaving()).first).toMatch(first)
    expect(said(() => expect(unseen).not.toDeadlock()).first).toMatch(first)
    expect(beside).toHoldUnderEveryInterleaving({ stuck: false })
    expect(beside).not.toDeadlock({ stuck: false })
  })

  test('what must come some time, where nobody asked', () => {
    const unseen = check(testAndSet(), { liveness: false })
    const first = /; it was not asked for progress: \{ liveness: false \} says that it need not be$/
    expect(said(() => expect(unseen).toHoldUnderEveryInterleaving()).first).toMatch(first)
    expect(said(() => expect(unseen).not.toStarve('T0')).first).toMatch(first)
    expect(testAndSet()).toHoldUnderEveryInterleaving({ liveness: false })
  })

  test('a property that there is not', () => {
    expect(said(() => expect(naive).not.toViolate('mutual exclsuion')).first).toMatch(
      /^expected naive flag not to violate 'mutual exclsuion' \(its properties are 'mutual exclusion', /,
    )
  })
})
