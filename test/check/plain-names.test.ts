import { cell, cells, check, forever, loop, range, system, type ThreadId, type Tools, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

const restsOn = (describeSystem: (tools: Tools) => void): string | undefined =>
  check(system('under test', describeSystem), { reduction: 'symmetry' }).grounds[0]?.text

/** A lock that knows its owner. */
const owned =
  (names: readonly (ThreadId | string | number)[]) =>
  ({ shared, threads }: Tools) => {
    const { owner, waits } = shared({ owner: cell(['nobody', ...names]), waits: cells(names, [false, true]) })
    threads(names, function* (me) {
      yield* forever(function* () {
        yield* waits.at(me).store(true)
        yield* owner.when('nobody').store(me)
        yield* waits.at(me).store(false)
        yield* owner.store('nobody')
      })
    })
  }

const numbers =
  'They are told apart by plain numbers, which are never exchanged in data: threadIds(3) makes identities, which are.'

describe('threads that are told apart by plain data', () => {
  test('numbers in values: no symmetry, and threadIds(N) is named', () => {
    expect(restsOn(owned(range(3)))).toBe(
      `not reduced by symmetry: T0 and T1 are not alike: T0 at owner.when('nobody').store(0) and T1 at owner.when('nobody').store(1) differ: with the two exchanged they would not do the same to owner, or not go on alike. ${numbers}`,
    )
  })

  test('threadIds(N) does make them alike', () => {
    expect(restsOn(owned(threadIds(3)))).toMatch(/^symmetry, proved in \d+ comparisons: T0, T1, T2 are alike$/)
  })

  test('strings', () => {
    expect(restsOn(owned(['a', 'b']))).toMatch(
      /They are told apart by plain strings, .*: threadIds\(2\) makes identities, which are\.$/,
    )
  })

  test('numbers that say which object is next', () => {
    const queued = restsOn(({ shared, threads, allowDeadlock }) => {
      const ids = range(3)
      const { tail, next } = shared({ tail: cell([...ids, 'none']), next: cells(ids, ['idle', 'waits']) })
      threads(ids, function* (me) {
        const before = yield* tail.exchange(me)
        if (typeof before === 'number') yield* next.at(before).store('waits')
      })
      allowDeadlock()
    })
    expect(queued).toContain('it would be a step on next[')
    expect(queued).toContain(numbers)
  })

  test('what a thread remembers', () => {
    const remembered = restsOn(({ shared, threads }) => {
      const { x } = shared({ x: cell(['down', 'up']) })
      threads(range(4, 6), function* (me) {
        yield* loop<number, void>(me, function* (seen) {
          yield* x.store(seen === 4 ? 'up' : 'down')
        })
      })
    })
    expect(remembered).toContain('They are told apart by plain numbers')
  })

  test('nothing is said where the numbers are in no data: threadIds would not help', () => {
    const ring = restsOn(({ shared, threads, allowDeadlock }) => {
      const { fork } = shared({ fork: cells(range(3), ['free', 'taken']) })
      threads(range(3), function* (me) {
        yield* fork.at(me).when('free').store('taken')
        yield* fork
          .at((me + 1) % 3)
          .when('free')
          .store('taken')
      })
      allowDeadlock()
    })
    expect(ring).toMatch(
      /^not reduced by symmetry: T0 and T1 are not alike: .*: with the two exchanged it would be a step on fork\[0\]\.$/,
    )
  })

  test('nor where a property tells them apart', () => {
    const first = restsOn(({ shared, threads, reachable }) => {
      const { row } = shared({ row: cells(range(2), [0, 1]) })
      threads(range(2), (me) => row.at(me).store(1))
      reachable('the left one alone', [row], ([left, right]) => left === 1 && right === 0)
    })
    expect(first).toBe(
      "not reduced by symmetry: T0 and T1 are not alike: 'the left one alone' does not say the same of them.",
    )
  })
})

describe('threads that are identities, beside rows with plain keys', () => {
  const ids = threadIds(3)
  const over = (keys: readonly unknown[], cellsOf: (me: ThreadId) => readonly number[]) =>
    restsOn(({ shared, threads, allowDeadlock }) => {
      const { own } = shared({ own: cells(keys, ['idle', 'busy']) })
      threads(ids, function* (me) {
        for (const index of cellsOf(me)) yield* own.at(keys[index]).store('busy')
      })
      allowDeadlock()
    })
  const place = (me: ThreadId): number => ids.indexOf(me)

  test('a cell for each, by number: its ids as keys are named', () => {
    expect(over(range(3), (me) => [place(me)])).toContain(
      'it would be a step on own[0]. Each has a cell of its own in own, whose keys are plain data, which are never exchanged: with the ids of threadIds(3) as keys, the cells are.',
    )
  })

  test('they do help', () => {
    expect(over(ids, (me) => [place(me)])).toMatch(/^symmetry, proved/)
  })

  test('nothing is said where each uses cells of others, too: other keys would not help', () => {
    const neighbours = (me: ThreadId) => [place(me), (place(me) + 1) % 3]
    expect(over(range(3), neighbours)).toMatch(/^not reduced by symmetry: .* own\[0\]\.$/)
    expect(over(ids, neighbours)).toMatch(/^not reduced by symmetry: /)
  })
})
