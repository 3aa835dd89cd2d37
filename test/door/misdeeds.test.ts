import { check, ModelError, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Protection, withoutProtections } from '../../src/model/protocol/protections.ts'
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
