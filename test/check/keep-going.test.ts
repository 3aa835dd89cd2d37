import { cell, check, object, replay, type SearchKind, system, type ThreadId, threadIds, waitUntil } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { page } from '../report/fake.ts'

const mutex = () =>
  object<{ owner: ThreadId | null }>({ owner: null })({
    lock(d, me: ThreadId) {
      waitUntil(d.owner === null)
      d.owner = me
    },
    unlock(d) {
      d.owner = null
    },
  })

/** All that can be wrong but an operation that fails, and a property that holds. */
const wrong = system('many things wrong', ({ shared, thread, always, never, reachable }) => {
  const { a, b, last } = shared({ a: mutex(), b: mutex(), last: cell([0, 1, 2]) })
  for (const [me, [one, other]] of [[a, b] as const, [b, a] as const].entries()) {
    const [id] = threadIds(1, `P${me}`)
    thread(id, function* () {
      yield* one.lock(id)
      yield* last.store(me === 0 ? 1 : 2)
      yield* other.lock(id)
      yield* other.unlock()
      yield* one.unlock()
    })
  }
  always('never the first', [last], (it) => it !== 1)
  never('never the second', [last], (it) => it === 2)
  always('a number', [last], (it) => it >= 0)
  reachable('both', [last], (it) => it > 2)
})

const steps = { 'never the first': 2, 'never the second': 2, 'no deadlock': 4 }

describe('a check that keeps going', () => {
  test.each<[SearchKind]>([['breadth first'], ['depth first'], [{ randomWalk: { runs: 100 } }]])(
    '%o shows a run for each question that is violated',
    (search) => {
      const { answers } = check(wrong, { keepGoing: true, search })
      const shown = answers.flatMap(({ name, evidence }) => {
        const schedule = evidence?.trace?.schedule
        return schedule === undefined ? [] : [[name, replay(wrong, schedule).steps.length] as const]
      })
      expect(Object.fromEntries(shown)).toEqual(steps)
      for (const { name, steps: told } of answers)
        if (name in steps) expect(told).toBe(steps[name as keyof typeof steps])
    },
  )

  test('says of what is not reached that it is not', () => {
    const { answers } = check(wrong, { keepGoing: true })
    expect(answers.find(({ name }) => name === 'both')?.evidence?.kind).toBe('unreachable')
    expect(answers.filter(({ result }) => result === 'holds').map(({ evidence }) => evidence)).toEqual([
      undefined,
      undefined,
    ])
  })

  test('prints how many, and each under its name', () => {
    const text = verdictText(check(wrong, { keepGoing: true }), page(100))
    expect(text).toMatch(/^violated: never the first, 2 steps, and 3 others\n/)
    expect(text).toMatch(/\n {2}never the second, 2 steps\n\n {2}at first/)
    expect(text).toMatch(/\n {2}deadlock, 4 steps\n\n {2}at first/)
    expect(text.match(/at first/g)).toHaveLength(3)
  })

  test('loses nothing to a mistake of the author that comes later', () => {
    const outside = system('a store outside of its domain', ({ shared, thread, always }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', function* () {
        yield* x.store(1)
        yield* x.update((it) => (it + 1) as 0 | 1)
      })
      always('zero', [x], (it) => it === 0)
    })
    const { verdict, violation, warnings } = check(outside, { keepGoing: true })
    expect([verdict, violation?.property]).toEqual(['violated', 'zero'])
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringMatching(/^M006: .* outside the domain/)])
  })

  test('shows one where it stops at the first', () => {
    const verdict = check(wrong)
    expect(verdict.answers.filter(({ evidence }) => evidence !== undefined)).toHaveLength(1)
    expect(verdictText(verdict, page(100))).toMatch(/^violated: never the first, 2 steps\n/)
  })
})
