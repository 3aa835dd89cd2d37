import { expect, test } from 'vitest'
import { FileText } from '../../src/conform/file/file-text.ts'
import { wrap } from '../../src/report/text/wrap.ts'

/** Each would take hours if what is done for one of them took a look at all. */
const many = 1_000_000

test('the place of each line of a long file', () => {
  const file = new FileText('runs.json', 'ab\n'.repeat(many))
  for (let line = 0; line < many; line++) {
    const { line: found, column } = file.placeOf(3 * line + 1)
    if (found !== line + 1 || column !== 2) expect({ found, column }).toEqual({ found: line + 1, column: 2 })
  }
  expect(file.placeOf(3 * many)).toEqual({ line: many + 1, column: 1 })
})

test('a long remark, line by line', () => {
  const lines = wrap('word, '.repeat(many), 60)
  expect(lines.every((line) => line.length <= 60)).toBe(true)
  expect(lines.map((line) => line.trim()).join(' ')).toBe('word, '.repeat(many).trimEnd())
})
