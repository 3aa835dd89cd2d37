import {
  again,
  type Cell,
  cell,
  cells,
  check,
  choose,
  counter,
  current,
  forever,
  loop,
  modulo,
  type Operation,
  object,
  pick,
  proc,
  range,
  type Steps,
  step,
  system,
  type ThreadId,
  type Tools,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'
import { describe, expect, expectTypeOf, test } from 'vitest'

/** The verdict of one thread that runs `body`, and the answers on its counterexample or none. */
const verdictOf = (describeSystem: (tools: Tools) => void) => check(system('under test', describeSystem))

/** Every value of `seen` that a cell may reach. */
function reaches(value: number, body: (x: Cell<number>) => Steps<unknown>): boolean {
  const { answers } = verdictOf(({ shared, thread, reachable }) => {
    const { x } = shared({ x: cell(range(5)) })
    thread('T', () => body(x))
    reachable('reached', [x], (now) => now === value)
  })
  return answers.find(({ name }) => name === 'reached')?.result === 'holds'
}

describe('cells', () => {
  test('counter fails beyond its ends, modulo wraps', () => {
    const verdict = (make: () => Cell<number>) =>
      verdictOf(({ shared, thread }) => {
        const { x } = shared({ x: make() })
        thread('T', function* () {
          yield* x.add(2)
          yield* x.add(1)
        })
      })
    expect(() => verdict(() => counter({ upTo: 2 }))).toThrow('x.add(1) at 2 gives 3: outside the domain [0, 1, 2]')
    expect(verdict(() => modulo(3)).verdict).toBe('verified')
  })

  test('when waits and then performs', () => {
    const { verdict, violation } = verdictOf(({ shared, thread }) => {
      const { x } = shared({ x: cell(['free', 'taken']) })
      thread('A', function* () {
        yield* x.when('free').store('taken')
      })
      thread('B', function* () {
        yield* x.when('free').store('taken')
      })
    })
    expect(verdict).toBe('violated')
    expect(violation?.trace?.stuck.map(({ waitsAt }) => waitsAt)).toEqual([["x.when('free').store('taken')"]])
  })

  test('exchange, compareAndSwap, fetchAdd and update do what they say', () => {
    expect(
      reaches(3, function* (x) {
        yield* x.store((yield* x.exchange(3)) + (yield* x.load()))
      }),
    ).toBe(true)
    expect(
      reaches(4, function* (x) {
        if (yield* x.compareAndSwap(0, 4)) yield* step('local')
      }),
    ).toBe(true)
    expect(
      reaches(4, function* (x) {
        if (yield* x.compareAndSwap(1, 4)) yield* step('local')
      }),
    ).toBe(false)
    expect(
      reaches(2, function* (x) {
        yield* x.fetchAdd(2)
      }),
    ).toBe(true)
    expect(
      reaches(1, function* (x) {
        yield* x.update((n) => n + 1)
      }),
    ).toBe(true)
  })

  test('an update is written on one line, without its comments', () => {
    const next = Function(`return (n) => {
      // the next one
      /* in turn */ return (n+1) % 2
    }`)() as (n: number) => number // as a loader would leave it
    const { violation } = verdictOf(({ shared, thread, always }) => {
      const { x } = shared({ x: cell(range(2)) })
      thread('T', () => x.update(next))
      always('at rest', [x], (now) => now === 0)
    })
    expect(violation?.trace?.steps[0]?.moves[0]?.label).toBe('x.update((n) => { return (n+1) % 2 })')
  })
})

describe('objects', () => {
  test('a method under reads cannot write', () => {
    const peeking = (peek: (value: { readonly n: number }) => void) => () =>
      verdictOf(({ shared, thread }) => {
        const { o } = shared({ o: object({ n: 0 })({}, { reads: { peek } }) })
        thread('T', function* () {
          yield* o.peek()
        })
      })
    const write = (value: { readonly n: number }): void => {
      ;(value as { n: number }).n = 1
    }
    expect(peeking(write)).toThrow(/M013|o\.peek\(\) assigns value\.n/)
    expect(peeking((value) => write(value))).toThrow(
      /o\.peek\(\) changes what it was given: Cannot assign to read only/,
    )
  })

  test('pick gives every option and choose does so in a body', () => {
    const ends = verdictOf(({ shared, thread, reachable }) => {
      const { o, x } = shared({
        o: object({ side: 0 })({
          toss(d) {
            d.side = pick([1, 2])
          },
        }),
        x: cell([0, 1, 2]),
      })
      thread('T', function* () {
        yield* o.toss()
        yield* x.store(yield* choose([1, 2]))
      })
      for (const side of [1, 2])
        for (const stored of [1, 2] as const)
          reachable(`${side} ${stored}`, [o, x], (seen, value) => seen.side === side && value === stored)
    })
    expect(ends.verdict).toBe('verified')
    expect(ends.edges).toBe(2 + 2 * 2)
  })

  test('an answer that is a live draft is refused where it is reached', () => {
    const live = (): unknown =>
      verdictOf(({ shared, thread }) => {
        const { o } = shared({
          o: object({ list: [1] })({
            all(d) {
              return d.list
            },
          }),
        })
        thread('T', function* () {
          yield* o.all()
        })
      })
    expect(live).toThrow('o.all() returned a live draft: return plain data; here: [...d.list]')
    const copied = verdictOf(({ shared, thread }) => {
      const { o } = shared({
        o: object({ list: [1] })({
          all(d) {
            return current(d.list)
          },
        }),
      })
      thread('T', function* () {
        yield* o.all()
      })
    })
    expect(copied.verdict).toBe('verified')
  })

  test('a map keyed by thread ids is plain data', () => {
    const { verdict } = verdictOf(({ shared, threads, always }) => {
      const ids = threadIds(2)
      const { o } = shared({
        o: object<{ holds: Record<ThreadId, number> }>({ holds: {} })({
          take(d, me: ThreadId) {
            waitUntil(d.holds[me] === undefined)
            d.holds[me] = 1
          },
          give(d, me: ThreadId) {
            delete d.holds[me]
          },
        }),
      })
      threads(ids, function* (me) {
        yield* forever(function* () {
          yield* o.take(me)
          yield* o.give(me)
        })
      })
      always('at most one each', [o], ({ holds }) => ids.every((id) => (holds[id] ?? 0) <= 1))
    })
    expect(verdict).toBe('verified')
  })
})

describe('ghosts', () => {
  test('follow the step that they accompany, without a state of their own', () => {
    const { violation } = verdictOf(({ shared, ghosts, thread, never }) => {
      const { x } = shared({ x: cell([0, 1]) })
      const { writes } = ghosts({ writes: counter({ upTo: 3 }) })
      for (const name of ['A', 'B'])
        thread(name, function* () {
          yield* x.compareAndSwap(0, 1).recording((done) => done && writes.add(1))
        })
      never('two writers', [writes], (n) => n === 2)
      never('one writer', [writes], (n) => n === 1)
    })
    expect(violation?.property).toBe('one writer')
    expect(violation?.trace?.steps).toHaveLength(1)
  })
})

describe('procs', () => {
  test.each(['loop', 'atomically', 'until'])('called %s are in the steps of a trace', (name) => {
    const named = Object.defineProperty(
      function* (x: Cell<number>): Steps {
        yield* x.store(1)
      },
      'name',
      { value: name },
    )
    const { violation } = verdictOf(({ shared, thread, never }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', function* () {
        yield* proc(named)(x)
      })
      never('one', [x], (n) => n === 1)
    })
    expect(violation?.trace?.steps.map(({ procs }) => procs)).toEqual([[name]])
  })
})

describe('thread ids', () => {
  test('cannot be compared by order, added or printed', () => {
    const ordered = (): unknown =>
      verdictOf(({ shared, threads }) => {
        const ids = threadIds(2)
        const { o } = shared({
          o: object({ n: 0 })({
            by(d, me: ThreadId) {
              d.n = (me as unknown as number) > 0 ? 1 : 2
            },
          }),
        })
        threads(ids, function* (me) {
          yield* o.by(me)
        })
      })
    expect(ordered).toThrow('o.by(T0) threw TypeError: Cannot convert a Symbol value to a number')
  })

  test('make sets that are equal whatever the order of insertion', () => {
    const [a, b, c] = threadIds(3)
    expect(withMember(withMember([c], a), b)).toEqual([a, b, c])
    expect(withMember([a, b], a)).toEqual([a, b])
    expect(withoutMember([a, b], a)).toEqual([b])
    expect([10, 9, 2].reduce<number[]>(withMember, [])).toEqual([2, 9, 10])
  })
})

describe('types', () => {
  test('domains, answers and parameters are inferred', () => {
    const turn = cell([0, 1])
    expectTypeOf(turn).toEqualTypeOf<Cell<0 | 1>>()
    expectTypeOf(turn.load()).toEqualTypeOf<Operation<0 | 1>>()
    // @ts-expect-error a value outside the domain
    expect(() => turn.store(2)).not.toThrow() // it fails where it is performed
    const tail = cell([null, 'a', 'b'])
    expectTypeOf(tail.when((id) => id !== null).load()).toEqualTypeOf<Operation<'a' | 'b'>>()
    const row = cells(['x', 'y'], [false, true])
    // @ts-expect-error a key that is none
    expect(() => row.at('z')).toThrow(/outside the keys/)
    // @ts-expect-error adding to what is no number
    expect(() => tail.add(1)).not.toThrow()
    const o = object({ queue: [1] })({
      pop(d) {
        return d.queue.shift()
      },
      all(d) {
        return [...d.queue]
      },
    })
    expectTypeOf(o.pop()).toEqualTypeOf<Operation<number | undefined>>()
    expectTypeOf(o.all()).toEqualTypeOf<Operation<readonly number[]>>()
    const lock = proc(function* lock(me: 0 | 1): Steps<boolean> {
      return (yield* turn.load()) === me
    })
    expectTypeOf(lock).parameters.toEqualTypeOf<[me: 0 | 1]>()
    const counted: Steps<string> = loop(0, function* (n) {
      yield* step('local')
      return n < 3 ? again(n + 1) : 'done'
    })
    expect(counted).toBeDefined()
    const family = system('family', { N: 3, fair: false }, ({ thread }, { N, fair }) => {
      expectTypeOf(N).toEqualTypeOf<number>()
      expectTypeOf(fair).toEqualTypeOf<boolean>()
      thread('T', function* () {
        yield* step('local')
      })
    })
    expect(check(family({ N: 4 })).parameters).toEqual({ N: 4, fair: false })
    // @ts-expect-error an unknown parameter
    expect(() => family({ M: 1 })).toThrow('family has no parameter M: expected one of N=3, fair=false.')
    for (const [given, seen] of [
      [null, 'null'],
      [5, '5'],
      [[4], '[4]'],
      [new Map([['N', 4]]), 'an instance of Map'],
    ] as const)
      expect(() => family(given as never)).toThrow(
        `The parameters of family are ${seen}: expected a record of parameters.`,
      )
  })

  test('have names that JavaScript keeps', () => {
    const defaults: { N: number } = JSON.parse('{ "__proto__": 3, "N": 2 }')
    expect(() => system('s', defaults, () => {})).toThrow('s has a parameter __proto__: expected another name')
    expect(() => system('s', null as never, () => {})).toThrow("system('s', null, …): expected a record of parameters.")
  })
})
