import { expect, test } from 'vitest'
import { problemsOf } from './judge.ts'

const fine = { stdout: '', stderr: '', exitCode: 0, isKilled: false }

test.each([
  [{ isKilled: true, exitCode: null }, ['hangs', 'ends with null']],
  [{ exitCode: 70, stderr: 'internal error: x' }, ['ends with 70', 'internal error: internal error: x']],
  [{ exitCode: 134 }, ['ends with 134']],
  [
    { exitCode: 2, stderr: 'error U002: x\n    at file:///dist/x.js:1:2\n' },
    ['a stack: error U002: x\n    at file:///dist/x.js:1:2\n'],
  ],
  [{ stdout: 'a\u001b[2J' }, ['control characters']],
  [{ exitCode: 1, stderr: 'error' }, ['1 without a verdict: error']],
  [{ exitCode: 2, stderr: 'oops' }, ['2 without an error: oops']],
  [{ exitCode: 1, stdout: '{"isAsExpected":false}' }, []],
  [{ exitCode: 2, stderr: 'error M006: x\n  at file.ts:1:2\n' }, []],
])('%o has these problems', (run, problems) => {
  expect(problemsOf({ ...fine, ...run })).toEqual(problems)
})
