import { describe, expect, test } from 'vitest'
import { parseSchedule, printSchedule } from '../../src/check/explain/schedule.ts'

describe('a schedule', () => {
  test.each([
    'T0',
    'a b',
    'a"b',
    'a:1',
    'a\\',
    '',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    'a\nb',
    '\ud800',
    '\\u001b',
    'constructor',
  ])('names %j in characters that people see, and is read as it is printed', (name) => {
    const steps = [
      { thread: 1, decisions: [2, 0] },
      { thread: 0, decisions: [] },
    ]
    const text = printSchedule({ steps }, ['other', name])
    expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
    expect(parseSchedule(text, ['other', name])).toEqual({ steps })
  })
})
