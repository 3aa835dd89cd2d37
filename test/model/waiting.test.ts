import {
  cell,
  cells,
  check,
  either,
  forever,
  idle,
  loop,
  may,
  mayEnd,
  object,
  step,
  strong,
  system,
  type Tools,
  threadIds,
  timeout,
} from 'lockproof'
import { describe, expect, test } from 'vitest'

describe('what nobody owes', () => {
  test('a step that may happen hides no deadlock, one that is chosen does', () => {
    const timed = (isCertain: boolean) =>
      system('timed', ({ shared, thread }) => {
        const { flag } = shared({ flag: cell(['down', 'up']) })
        thread('T', function* () {
          yield* isCertain ? either(flag.waitFor('up'), step('timed out')) : either(flag.waitFor('up'), timeout())
        })
      })
    expect(check(timed(true)).verdict).toBe('verified')
    expect(check(timed(false)).violation).toMatchObject({
      kind: 'deadlock',
      trace: { stuck: [{ thread: 'T', waitsAt: ["flag.waitFor('up')"] }] },
    })
  })

  test('answers are those of the alternative that was taken', () => {
    const answers = system('answers', ({ shared, thread, reachable }) => {
      const { got, flag } = shared({ got: cell(['nothing', 'old', 'timed out']), flag: cell(['old', 'new']) })
      thread('T', function* () {
        const how = yield* either(flag.exchange('new'), timeout())
        yield* got.store(how === 'new' ? 'nothing' : how)
      })
      reachable('old', [got], (g) => g === 'old')
      reachable('timed out', [got], (g) => g === 'timed out')
    })
    expect(check(answers).verdict).toBe('verified')
  })

  test('only the first step of what may happen is voluntary', () => {
    const begun = system('begun', ({ shared, thread }) => {
      const { flag } = shared({ flag: cell(['down', 'up']) })
      thread('T', () =>
        may(function* () {
          yield* step('begins')
          yield* flag.waitFor('up')
        }),
      )
    })
    expect(check(begun).violation?.trace?.steps).toHaveLength(1)
  })

  test('to wait at what is idle is no error, in all alternatives only', () => {
    const server = (isIdle: boolean) =>
      system('server', ({ shared, thread }) => {
        const { work, stop } = shared({ work: cell([0, 1]), stop: cell([0, 1]) })
        thread('S', () =>
          forever(function* () {
            yield* either(idle(work.when(1).store(0)), isIdle ? idle(stop.waitFor(1)) : stop.waitFor(1))
          }),
        )
      })
    expect(check(server(true)).verdict).toBe('verified')
    expect(check(server(false)).violation?.kind).toBe('deadlock')
  })

  test('a thread may rest in a region while a condition holds', () => {
    const queue = (most: number) =>
      system('queue', ({ shared, thread, regions, mayRest }) => {
        const { n } = shared({ n: cell([0, 1, 2]) })
        const { taking } = regions('taking')
        thread('C', () => taking(() => n.when(2).store(0)))
        thread('P', () => n.store(1))
        mayRest(taking, [n], (it) => it <= most)
      })
    expect(check(queue(1)).verdict).toBe('verified')
    expect(check(queue(0)).violation?.trace?.steps).toHaveLength(1)
  })

  test('what may end ends before operations that wait, or before every step, and never inside an atomic block', () => {
    const ends = (at: 'waits' | 'every step') =>
      system('ends', ({ shared, thread, reachable }) => {
        const { a, b } = shared({ a: cell([0, 1, 2]), b: cell(['?', 'done', 'ended']) })
        thread('T', function* () {
          const how = yield* mayEnd(
            function* () {
              yield* a.store(1)
              yield* loop(0, function* () {
                yield* a.when(1).store(2)
              })
              return 'done' as const
            },
            { by: 'ended', at },
          )
          yield* b.store(how)
        })
        reachable('ended at once', [a, b], (x, y) => x === 0 && y === 'ended')
        reachable('ended while it waits', [a, b], (x, y) => x === 1 && y === 'ended')
        reachable('done', [a, b], (x, y) => x === 2 && y === 'done')
      })
    expect(check(ends('every step')).verdict).toBe('verified')
    expect(check(ends('waits')).answers.filter(({ result }) => result === 'violated')).toMatchObject([
      { name: 'ended at once' },
    ])
  })
})

describe('mistakes', () => {
  const refused = (message: RegExp, body: (tools: Tools) => void) =>
    expect(() => check(system('waiting', body))).toThrowError(message)

  test('each is told in a line', () => {
    refused(/either\(\) has no alternative/, ({ thread }) => thread('T', () => either()))
    refused(/may\(forever\(…\)\) would be of the first step/, ({ thread }) =>
      thread('T', () => may(forever(() => step('x')))),
    )
    refused(/expected a region of waiting/, ({ thread, starvationFree }) => {
      thread('T', () => step('x'))
      starvationFree(undefined as never, undefined as never)
    })
    refused(/expected a thread of waiting: T/, ({ thread, fairness }) => {
      thread('T', () => step('x'))
      fairness({ except: ['U'] })
    })
    refused(/expected 'none', 'weak' or 'strong'/, ({ thread, fairness }) => {
      thread('T', () => step('x'))
      fairness('fair' as never)
    })
    refused(/expected a whole number of entries/, ({ thread, regions, boundedBypass }) => {
      const { a, b } = regions('a', 'b')
      thread('T', () => a(() => b()))
      boundedBypass(a, b, -1)
    })
    refused(/strong\(3, …\): expected a cell, an object, or a row of them/, ({ thread, fairness }) => {
      thread('T', () => step('x'))
      fairness({ strong: [strong(3 as never, 'load' as never)] })
    })
    refused(/strong\(…\): expected an object of waiting/, ({ thread, fairness }) => {
      thread('T', () => step('x'))
      fairness({ strong: [strong(cell([0, 1]), 'load')] })
    })
    refused(/mayRest\(a, …\): expected what is read, and a condition/, ({ thread, regions, mayRest }) => {
      const { a } = regions('a')
      thread('T', () => a())
      mayRest(a, [a], undefined as never)
    })
    refused(/ltl\(…, { p: … }\): expected a list of what is read/, ({ thread, ltl }) => {
      thread('T', () => step('x'))
      ltl('F p', { p: (() => true) as never })
    })
  })

  test.each([
    [{ thread: 'strong' }, /fairness\({ thread: … }\): expected one of threads, except, strong\. Did you mean threads/],
    [{ except: 'T' }, /fairness\({ except: 'T' }\): expected a list of threads/],
    [{ strong: true }, /fairness\({ strong: … }\): expected a list of actions, each made by strong/],
    [{ strong: [{}] }, /expected a list of actions/],
    [undefined, /fairness\(undefined\): expected a word or an object/],
    [
      { strong: Array.from({ length: 21 }, () => strong(cell([0, 1]), 'load')) },
      /expected at most 20 actions, saw 21\./, // each is a bit
    ],
  ])('%j is nothing to assume', (assumed, message) => {
    refused(message, ({ thread, fairness }) => {
      thread('T', () => step('x'))
      fairness(assumed as never)
    })
  })

  test('names of methods and their answers are known to the compiler', () => {
    const typed = system('typed', ({ shared, threads, fairness }) => {
      const [T] = threadIds(1)
      const { flag, row, desk } = shared({
        flag: cell(['free', 'taken']),
        row: cells([T], [0, 1]),
        desk: object<{ n: number }>({ n: 0 })({
          take(d) {
            d.n = 0
            return d.n
          },
        }),
      })
      threads([T], () => flag.compareAndSwap('free', 'taken'))
      fairness({
        threads: 'none',
        except: [T, 'T0'],
        strong: [
          strong(flag, 'compareAndSwap', (done) => done),
          strong(row, 'load', (v) => v > 0),
          strong(desk, 'take', (n) => n === 0),
        ],
      })
      // @ts-expect-error: it performs nothing
      strong(flag, 'when')
      // @ts-expect-error: no such method
      expect(() => strong(flag, 'swap')).toThrowError(/strong\(…, 'swap'\): expected a method/)
    })
    expect(typed.build().fairness.actions.map(({ label }) => label)).toEqual([
      'flag.compareAndSwap',
      'row[T0].load',
      'desk.take',
    ])
  })
})
