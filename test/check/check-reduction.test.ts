import { type System, startCheck } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mcs } from '../../bench/models/mcs.ts'
import { ticket } from '../../bench/models/ticket.ts'
import { type CheckedReduction, checkReduction } from '../../src/check/check-reduction.ts'
import { runSearch, type SearchOptions } from '../../src/explorer/search.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'

const programOf = (of: System): Program => compile(of.build(), { minimise: false }).program

function ended<Result>(slices: Generator<undefined, Result>): Result {
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return slice.value
  }
}

/** Time goes on by one at each look at the clock. */
function until(limitMs: number): SearchOptions {
  let nowMs = 0
  return { limitMs, clock: () => nowMs++ }
}

describe('checking a reduction', () => {
  const checked = (program: Program, options: SearchOptions): CheckedReduction =>
    ended(checkReduction(program, 'all', runSearch(program), options))

  test('says what was compared and what was looked at', () => {
    expect(checked(programOf(ticket({ N: 4 })), {})).toEqual({
      fullStates: 1888,
      sentences: [
        'the full search of 1888 states, which says the same',
        '444 stubborn sets that meet their definition, all looked at to the end',
      ],
    })
  })

  test('throws where the two searches differ', () => {
    const program = programOf(ticket({ N: 2 }))
    const wrong = { ...runSearch(program), status: 'violated' } as const
    expect(() => ended(checkReduction(program, 'all', wrong, {}))).toThrow(
      'the reduced search of ticket says violated, the full one complete',
    )
  })

  test('looks at sets in part, or at nothing, when time is over', () => {
    const program = programOf(mcs({ N: 4 }))
    expect(checked(program, until(0))).toEqual({ sentences: [expect.stringContaining('not checked')] })
    expect(checked(program, until(40)).sentences.at(-1)).toMatch(
      /^\d+ stubborn sets that meet their definition as far as they were looked at: \d+ to the end, \d+ in part, the others not at all since/,
    )
  })
})

test('a check that is interrupted while it checks its reduction keeps its verdict', () => {
  const check = startCheck(ticket({ N: 5 }), { reduction: 'all', checkReduction: true })
  while (check.progress().phase !== 'checking the reduction') check.advance()
  check.interrupt()
  const { verdict, assumptions } = check.verdict()
  expect(verdict).toBe('verified')
  expect(assumptions).toContain('a reduction that was not checked: a search was incomplete')
})
