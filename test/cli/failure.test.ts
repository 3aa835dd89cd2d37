import { InternalError, ModelError, UsageError } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../src/cli/terminal/failure.ts'
import { page } from '../report/fake.ts'

describe('an error', () => {
  test('of the user has a code, its place, its fix, and no stack', () => {
    const error = new ModelError('M006', 'turn: outside', { site: `${process.cwd()}/locks.ts:3:4`, fix: 'Do not.' })
    expect(failureOf(error, page(80))).toEqual({
      text: 'error M006: turn: outside\n  at locks.ts:3:4\n  fix: Do not.\n',
      exitCode: 2,
      error: {
        code: 'M006',
        message: 'turn: outside',
        fix: 'Do not.',
        site: { file: `${process.cwd()}/locks.ts`, line: 3, column: 4 },
      },
    })
    expect(failureOf(new UsageError('U001', 'Do not.', { fix: 'Do not.' }), page(80)).text).toBe(
      'error U001: Do not.\n',
    )
  })

  test('in a long run tells its beginning', () => {
    const told = (words: readonly string[]) =>
      failureOf(new ModelError('M003', 'turn: endless', { schedule: words.join(' ') }), page(80)).text
    expect(told(['A', 'B*5', 'A:1*2'])).toBe('error M003: turn: endless\n  in the run: A B*5 A:1*2\n')
    const turns = new Array(12).fill(['A:1*2', 'B']).flat()
    expect(told([...turns, 'A:1*2', '(B)'])).toContain(`in the run: ${turns.join(' ')} … (39 steps)`)
  })

  test('of ours asks for a report, with the stack, and ends with 70', () => {
    const { text, exitCode } = failureOf(new InternalError('a table was wrong'), page(80))
    expect(text).toMatch(/^internal error: a table was wrong\. This is a bug in lockproof: please report it .*\n +at /)
    expect(exitCode).toBe(70)
  })

  test('that nobody expected is ours', () => {
    expect(failureOf(new RangeError('no such thread'), page(80))).toMatchObject({
      text: expect.stringMatching(/^internal error: RangeError: no such thread\. This is a bug/),
      exitCode: 70,
    })
  })
})
