import {
  atomically,
  cell,
  check,
  mayEnd,
  object,
  proc,
  type Steps,
  type System,
  step,
  system,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'

/** The answers that `body` has in some run; `x` is never up. */
function answersOf(body: (wait: () => Steps) => Steps<string>, known: readonly string[]): string[] {
  const made = system('ends', ({ shared, thread, reachable, allowDeadlock }) => {
    const { x, got } = shared({ x: cell(['down', 'up']), got: cell(['nothing', ...known]) })
    thread('T', function* () {
      yield* got.store(yield* body(() => x.waitFor('up')))
    })
    for (const answer of known) reachable(answer, [got], (it) => it === answer)
    allowDeadlock()
  })
  const { answers } = check(made, { keepGoing: true })
  return answers.flatMap(({ kind, name, result }) => (kind === 'reachable' && result === 'holds' ? [name] : []))
}

describe('what may end inside what may end', () => {
  const nested =
    (depth: number) =>
    (wait: () => Steps): Steps<string> =>
      depth === 0
        ? after(wait())
        : mayEnd(
            function* () {
              return `${yield* nested(depth - 1)(wait)}, ${depth} goes on`
            },
            { by: `${depth}` },
          )
  function* after(steps: Steps): Steps<string> {
    yield* steps
    return 'up'
  }

  test('is ended alone, and what is around it goes on', () => {
    const known = ['1', '1, 2 goes on', '2', 'up, 1 goes on, 2 goes on']
    expect(answersOf(nested(2), known)).toEqual(['1, 2 goes on', '2'])
  })

  test('at each depth', () => {
    const known = ['1, 2 goes on, 3 goes on', '2, 3 goes on', '3', '1', '2', '1, 2 goes on', '1, 3 goes on']
    expect(answersOf(nested(3), known)).toEqual(known.slice(0, 3))
  })
})

/** What an ended stretch leaves behind on its way out. */
const left = '\u0000ended'

describe('what looks like its own mark', () => {
  test('is an answer like any other, of an operation and of an atomic block', () => {
    const body = (isAtomic: boolean) =>
      system('reads', ({ shared, thread, reachable }) => {
        const { word, ends } = shared({ word: cell([left, 'other']), ends: cell([0, 1]) })
        thread('T', function* () {
          const how = yield* mayEnd(
            function* () {
              const read = isAtomic ? yield* atomically(() => word.load()) : yield* word.load()
              yield* ends.store(1)
              return read === left ? 'went on' : 'other'
            },
            { by: 'death' },
          )
          if (how !== 'went on' && !(isAtomic && how === 'death')) throw new Error(`answered ${JSON.stringify(how)}`)
        })
        reachable('goes on', [ends], (it) => it === 1)
      })
    for (const isAtomic of [false, true]) {
      const { verdict, violation } = check(body(isAtomic))
      expect([verdict, violation?.message]).toEqual(['verified', undefined])
    }
  })

  test.each(['the body', 'a proc', 'a region'])('is refused as what %s answers', (who) => {
    const made = system('answers', ({ thread, regions }) => {
      const { inside } = regions('inside')
      const answers = function* () {
        yield* step('local')
        return left
      }
      const bodies = { 'the body': answers, 'a proc': () => proc(answers)(), 'a region': () => inside(answers) }
      thread('T', () => mayEnd(bodies[who as keyof typeof bodies], { by: 'death' }))
    })
    expect(() => check(made)).toThrow(expect.objectContaining({ code: 'M012' }))
  })
})

test('what ends it has any name', () => {
  const body = () =>
    mayEnd(
      function* () {
        yield* step('local')
        return 'up' as const
      },
      { by: 'goes on', at: 'every step' },
    )
  expect(answersOf(body, ['goes on', 'up'])).toEqual(['goes on', 'up'])
})

describe('mistakes', () => {
  const ending = (how: unknown): System =>
    system('ending', ({ thread }) => thread('T', () => mayEnd(() => step('local'), how as { by: 'it' })))

  test.each([
    [{}, /mayEnd\(…, {}\): expected .*by: 'EINTR'/],
    [{ by: 3 }, /mayEnd\(…, { by: 3 }\): expected/],
    [{ by: 'it', at: 'every Step' }, /expected .*at: 'waits' or 'every step'/],
    [undefined, /mayEnd\(…, undefined\): expected/],
  ])('%j is no ending', (how, message) => {
    expect(() => check(ending(how))).toThrowError(message)
  })

  const doored = (waits: readonly string[]): System =>
    system('waits', ({ shared, thread }) => {
      const { door } = shared({
        door: object<{ open: boolean }>({ open: false })(
          {
            enter(d) {
              waitUntil(d.open)
            },
            knock(d) {
              d.open = true
            },
          },
          { waits },
        ),
      })
      thread('T', () => mayEnd(() => door.enter(), { by: 'it' }))
      thread('U', () => door.knock())
    })

  test('a method that waits, and is not among those that do, would not be ended', () => {
    expect(check(doored(['enter'])).verdict).toBe('verified')
    expect(() => check(doored([]))).toThrowError(/door\.enter\(\) waits at { open: false }: expected enter among/)
  })

  test('nor would one whose name is misspelt', () => {
    expect(() => check(doored(['enters']))).toThrowError(/waits: \['enters'\]: expected .*Did you mean enter/)
  })
})

test.each(['waits', 'every step'] as const)('a step before which it may be ended (%s) has its own place', (at) => {
  const placed = system('placed', ({ shared, thread, never }) => {
    const { x } = shared({ x: cell([0, 1, 2]) })
    thread('T', function* () {
      yield* mayEnd(
        function* () {
          yield* x.store(1)
          yield* x.when(1).store(2)
        },
        { by: 'it', at },
      )
    })
    never('two', [x], (v) => v === 2)
  })
  const { trace } = check(placed).violation ?? {}
  const lines = trace?.steps.map(({ moves }) => moves.at(-1)?.site?.line ?? 0) ?? []
  expect(lines[1]! - lines[0]!).toBe(1)
})
