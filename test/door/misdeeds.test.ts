import { cell, check, ModelError, object, type System, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Protection, withoutProtections } from '../../src/model/values/protections.ts'
import { memories, misdeeds } from './misdeeds.ts'

/** The code of the error, or the verdict. */
function said(system: System): string {
  try {
    return check(system).verdict
  } catch (error) {
    if (error instanceof ModelError) return error.code
    throw error
  }
}

describe('a design that keeps something where no table sees it', () => {
  test.each(misdeeds)('$name: $code, each time', ({ code, system }) => {
    const expected = code === 'walks' ? 'M004' : code
    expect([said(system), said(system)]).toEqual([expected, expected])
  })

  test.each(misdeeds.filter(({ code }) => code === 'walks'))('$name: only the native walks see it', ({ system }) => {
    expect(withoutProtections(['walks go on natively'], () => said(system))).toBe('verified')
  })

  const unread: readonly Protection[] = ['texts are inspected', 'what is handed on is frozen', 'arguments are copies']

  test.each(memories)('$name: is never verified, though nothing is inspected and nothing frozen', ({ system }) => {
    expect(withoutProtections(unread, () => said(system))).not.toBe('verified')
  })
})

describe('what a value is', () => {
  const signs = system('signs', ({ shared, thread, never }) => {
    const { m } = shared({
      m: object<{ n: number }>({ n: 0 })({
        negate(d) {
          d.n = -d.n
        },
      }),
    })
    thread('A', function* () {
      yield* m.negate()
    })
    never('minus zero', [m], ({ n }) => Object.is(n, -0))
  })

  test('0 is 0, whichever sign it came with', () => {
    expect(said(signs)).toBe('verified')
  })

  test('a record that inherits nothing is another one', () => {
    const bare: Readonly<Record<string, number>> = Object.assign(Object.create(null), { a: 1 })
    const records = system('records', ({ shared, thread, reachable }) => {
      const { x } = shared({ x: cell<Readonly<Record<string, number>>>([{ a: 1 }, bare]) })
      thread('A', () => x.store(bare))
      reachable('bare', [x], (value) => !('toString' in value))
    })
    expect(said(records)).toBe('verified')
  })
})
