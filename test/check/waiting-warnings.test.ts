import { cell, check, forever, rest, type System, spinUntil, step, strong, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

/** Two take a flag; the fairness that is assumed names a step that they take, or one of another answer or method. */
const fair = (what: 'taken' | 'never given' | 'never called', asksForAll = false) =>
  system('fair', ({ shared, threads, regions, progress, starvationFree, fairness }) => {
    const { flag } = shared({ flag: cell(['free', 'held', 'broken']) })
    const { trying, critical } = regions('trying', 'critical')
    threads(threadIds(2), () =>
      forever(function* () {
        yield* rest()
        yield* trying(() => spinUntil(() => flag.compareAndSwap('free', 'held')))
        yield* critical(() => flag.store('free'))
      }),
    )
    if (asksForAll) starvationFree(trying, critical)
    else progress(trying, critical)
    if (what === 'taken') fairness({ strong: [strong(flag, 'compareAndSwap', (done) => done)] })
    if (what === 'never given') fairness({ strong: [strong(flag, 'exchange', (old) => old === 'broken')] })
    if (what === 'never called') fairness({ strong: [strong(flag, 'load'), strong(flag, 'store')] })
  })

/** Somebody spins until a door opens, in two steps a round; it is opened or not. Where it is not, the one who spins may do so for ever. */
const spinning = (isOpened: boolean) =>
  system('spinning', ({ shared, thread, regions, mayRest }) => {
    const { door } = shared({ door: cell(['shut', 'open']) })
    const { outside } = regions('outside')
    const isOpen = function* () {
      yield* step('knock')
      return yield* door.test((it) => it === 'open')
    }
    thread('guest', () => outside(() => spinUntil(isOpen)))
    thread('other guest', () => outside(() => spinUntil(isOpen)))
    thread('host', () => (isOpened ? door.store('open') : step('sleeps')))
    mayRest(outside, [door], (it) => it === 'shut')
  })

const warned = (design: System, options = {}) =>
  check(design, { reduction: 'none', ...options }).warnings.flatMap(({ kind, text }) =>
    kind === 'never performed' || kind === 'spin never left' ? [text] : [],
  )

describe('what a clean verdict about waiting rests on, and there is not', () => {
  test('fairness of what nobody does', () => {
    expect(warned(fair('taken'))).toEqual([])
    expect(warned(fair('never given'))).toEqual(['fairness is assumed of flag.exchange, which nobody ever does'])
    expect(warned(fair('never called'))).toEqual(['fairness is assumed of flag.load, which nobody ever does'])
  })

  test('where what is asked is violated, too; not where not all was seen', () => {
    const design = fair('never given', true)
    expect(check(design).verdict).toBe('violated')
    expect(warned(design)).toHaveLength(1)
    expect(warned(fair('never called'), { limits: { states: 3 } })).toEqual([])
  })

  test.each(['none', 'stubborn', 'symmetry', 'all'] as const)('a spin that is left in no run: %s', (reduction) => {
    expect(warned(spinning(true), { reduction })).toEqual([])
    const [text, ...others] = warned(spinning(false), { reduction })
    expect(text).toMatch(
      /^the spin at .*waiting-warnings\.test\.ts:\d+:\d+ is left in no run: what comes after it was never looked at$/,
    )
    expect(others).toEqual([])
  })

  test('each is no success where a check is strict', () => {
    for (const design of [fair('never given'), spinning(false)]) {
      expect(check(design).expected.isAsExpected).toBe(true)
      expect(check(design, { strict: true }).expected.isAsExpected).toBe(false)
    }
  })
})
