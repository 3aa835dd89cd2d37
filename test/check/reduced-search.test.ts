import {
  cell,
  check,
  ensure,
  forever,
  object,
  type ReductionKind,
  replay,
  type System,
  startCheck,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { phil } from '../../bench/models/phil.ts'
import { flagLock } from '../../examples/flag.ts'

type Mutex = { readonly owner: ThreadId | null }

/** Each thread has a mutex of its own, which it always gets and nobody waits for. */
const lonely: System = system('lonely', ({ shared, threads }) => {
  const ids = threadIds(2)
  const mutex = () =>
    object<Mutex>({ owner: null })({
      tryAcquire(d, me: ThreadId) {
        if (d.owner !== null) return false
        d.owner = me
        return true
      },
      release(d) {
        d.owner = null
      },
    })
  const { left, right } = shared({ left: mutex(), right: mutex() })
  threads(ids, function* (me) {
    const mine = me === ids[0] ? left : right
    yield* forever(function* () {
      if (yield* mine.tryAcquire(me)) yield* mine.release()
    })
  })
})

/** Open, since nothing bounds `n`; in one order of the queue a recipe fails. */
const singledOut: System = system('singled out', ({ shared, threads, allowDeadlock }) => {
  const ids = threadIds(3)
  const { q, n } = shared({
    q: object<{ readonly queue: readonly ThreadId[] }>({ queue: [] })({
      join(d, me: ThreadId) {
        d.queue.push(me)
      },
      look(d) {
        if (d.queue.length === 0) return
        waitUntil(d.queue.length === 3)
        ensure(d.queue[0] !== ids[0] || d.queue[1] !== ids[1], 'the order that is singled out')
        d.queue = []
      },
    }),
    n: object<{ readonly count: number }>({ count: 0 })({
      enter(d) {
        d.count++
      },
      leave(d) {
        d.count--
      },
    }),
  })
  threads(ids, function* (me) {
    yield* q.join(me)
    yield* q.look()
    yield* forever(function* () {
      yield* n.enter()
      yield* n.leave()
    })
  })
  allowDeadlock()
})

const kinds: readonly ReductionKind[] = ['none', 'stubborn', 'symmetry', 'all']

describe('a reduced search', () => {
  test.each(kinds)('%s: warns of what was never exercised', (reduction) => {
    expect(check(lonely, { reduction }).warnings.map(({ text }) => text)).toEqual([
      'left.tryAcquire always answers true',
      'right.tryAcquire always answers true',
    ])
  })

  test.each(kinds)('%s: does not say of a wait that it never waits because it was left out', (reduction) => {
    expect(check(flagLock({ N: 3 }), { reduction }).warnings).toEqual([])
  })

  test('says which reduction there was, not which was asked for', () => {
    expect(check(flagLock(), { reduction: 'all' }).reduction).toBe('all')
    expect(check(phil({ N: 4, mayDeadlock: true }), { reduction: 'all' }).reduction).toBe('stubborn')
    expect(check(phil({ N: 4, mayDeadlock: true }), { reduction: 'symmetry' }).reduction).toBe('none')
  })

  test('random walks step along chosen sets, and what they find is real', () => {
    const search = { randomWalk: { runs: 200, steps: 60 } }
    const [full, reduced] = [
      check(phil({ N: 5, mayDeadlock: true }), { search, reduction: 'none' }),
      check(phil({ N: 5, mayDeadlock: true }), { search, reduction: 'all' }),
    ]
    expect(reduced).toMatchObject({ verdict: 'incomplete', reduction: 'stubborn' })
    expect(reduced.states).toBeLessThan(full.states / 4)
    const { violation, grounds } = check(phil({ N: 5 }), { search, reduction: 'all' })
    expect(violation?.kind).toBe('deadlock')
    expect(grounds.map(({ text }) => text).join()).toContain('stubborn sets')
    expect(replay(phil({ N: 5 }), violation?.trace?.schedule ?? '').stuck).toHaveLength(5)
  })

  test('searches that promise what a reduction does not keep are not reduced, and say so', () => {
    const { grounds, reduction } = check(phil({ N: 4 }), { search: { pct: { runs: 10 } }, reduction: 'all' })
    expect({ grounds: grounds.map(({ text }) => text), reduction }).toEqual({
      grounds: ['not reduced: the search takes samples'],
      reduction: 'none',
    })
  })

  test('interrupted before the proof of a symmetry that is none, nothing is verified', () => {
    const running = startCheck(singledOut, { reduction: 'all' })
    while (running.progress().phase === 'compiling') running.advance()
    running.interrupt()
    expect(running.verdict()).toMatchObject({ verdict: 'incomplete', stoppedBy: 'interrupt' })
    expect(check(singledOut, { reduction: 'all' }).verdict).toBe('violated')
  })

  test('a deadlock found reduced is a shortest one, with its steps joined', () => {
    const trace = check(phil({ N: 10 }), { reduction: 'all' }).violation?.trace
    expect(trace).toMatchObject({ isShortest: true, switches: 9 })
    expect(trace?.steps.length).toBe(20)
  })
})

describe('the steps of one thread have one order', () => {
  const alone = system('alone', ({ shared, thread }) => {
    const { one, other } = shared({ one: cell([0, 1]), other: cell([0, 1]) })
    thread('T', function* () {
      yield* one.store(1)
      yield* other.store(1)
    })
  })

  test.each(kinds)('%s: the search is said to be full', (reduction) => {
    const verdict = check(alone, { reduction })
    expect(verdict).toMatchObject({ verdict: 'verified', reduction: 'none', states: 3 })
    const why = 'one thread has no steps that another order would change'
    const grounds = verdict.grounds.filter(({ kind }) => kind === 'not reduced')
    expect(grounds).toMatchObject(reduction === 'none' ? [] : [{ kind: 'not reduced', why }])
  })
})

/** Each of two threads counts up once; values that threads might find, each for itself, go beyond two. */
function counting(atMost: number, refuse: (isTooMuch: boolean) => void): System {
  return system('counting', ({ shared, threads }) => {
    const { count } = shared({
      count: object<{ readonly n: number }>({ n: 0 })({
        up(d) {
          d.n = Math.min(d.n + 1, 4)
          refuse(d.n > atMost)
        },
      }),
    })
    threads(threadIds(2), function* () {
      yield* count.up()
    })
  })
}

const refusals = {
  throws(isTooMuch: boolean): void {
    if (isTooMuch) throw new Error('too much')
  },
  fails(isTooMuch: boolean): void {
    ensure(!isTooMuch, 'too much')
  },
}

describe.each(Object.entries(refusals))('a recipe that %s', (_, refuse) => {
  test.each(kinds)('%s: only where no run comes to is verified', (reduction) => {
    expect(check(counting(2, refuse), { reduction }).verdict).toBe('verified')
    expect(check(counting(1, refuse), { reduction }).verdict).toBe('violated')
  })

  test('is asked about values to which no run comes', () => {
    const asked: number[] = []
    check(
      counting(2, (isTooMuch) => isTooMuch && asked.push(1)),
      { reduction: 'none' },
    )
    expect(asked.length).toBeGreaterThan(0)
  })
})

/** Its predicate throws after one of the two orders, and has its witness after both. */
const throwing: System = system('throwing', ({ shared, thread, reachable, allowDeadlock }) => {
  const { x, y } = shared({ x: cell([0, 1]), y: cell([0, 1]) })
  thread('B', function* () {
    yield* y.store(1)
  })
  thread('A', function* () {
    yield* x.store(1)
  })
  reachable('both', [x, y], (a, b) => {
    if (a === 1 && b === 0) throw new Error('a predicate that goes wrong')
    return b === 1
  })
  allowDeadlock()
})

test.each(kinds)('%s: an exception in a predicate is never a witness', (reduction) => {
  for (const search of ['breadth first', 'depth first'] as const)
    expect(check(throwing, { reduction, search }).verdict).toBe('violated')
})

test('a cell that is only ever free', () => {
  const { warnings } = check(
    system('alone', ({ shared, thread }) => {
      const { flag } = shared({ flag: cell(['free', 'taken']) })
      thread('A', function* () {
        yield* flag.when('free').store('taken')
      })
    }),
    { reduction: 'all' },
  )
  expect(warnings.map(({ text }) => text)).toEqual(['flag.when never waits'])
})
