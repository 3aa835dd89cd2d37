import { check, object, system, type ThreadId, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

type Holders = { readonly holders: Readonly<Record<ThreadId, { readonly count: number }>> }

/** Two threads call a method that is given the value beneath a key that is a thread id. */
const reading = (read: (part: { readonly count: number } | undefined, me: ThreadId) => unknown) =>
  system('reading', ({ shared, threads, always }) => {
    const ids = threadIds(2)
    const { lock } = shared({
      lock: object<Holders>({ holders: Object.fromEntries(ids.map((id) => [id, { count: 0 }])) })(
        { touch: (d, me: ThreadId) => read(d.holders[me], me) },
        { reads: { peek: (value, me: ThreadId) => read(value.holders[me], me) } },
      ),
    })
    threads(ids, function* (me) {
      yield* lock.peek(me)
      yield* lock.touch(me)
    })
    always('nothing is counted', [lock], ({ holders }) => ids.every((id) => holders[id]?.count === 0))
  })

describe('values beneath keys that are thread ids', () => {
  test('cannot be changed by a method that only reads', () => {
    const changing = reading((part) => {
      Object.assign(part ?? {}, { count: 5 })
    })

    expect(() => check(changing)).toThrow("Cannot assign to read only property 'count'")
  })

  test('cannot leave a recipe as live drafts', () => {
    expect(() => check(reading((part, me) => ({ [me]: part })))).toThrow('returned a live draft')
  })
})
