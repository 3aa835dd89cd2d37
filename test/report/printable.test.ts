import type { Trace, Violation } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { printable, printableData } from '../../src/model/values/printable.ts'
import { lastingText, traceText, violationText } from '../../src/report/text/violation-text.ts'
import { page, step, trace, verdict } from './fake.ts'

describe('printable', () => {
  test.each([
    ['C0', '\u001b[31m\u0007\u0000', '\\u001b[31m\\u0007\\u0000'],
    ['lines', 'a\nb\rc\td\u2028e\u2029f\u0085g', 'a\\nb\\rc\\td\\u2028e\\u2029f\\u0085g'],
    ['DEL and C1', '\u007f\u009b2J\u009d', '\\u007f\\u009b2J\\u009d'],
    [
      'directions',
      '\u202eabc\u202c\u2066\u2069\u200e\u200f\u061c',
      '\\u202eabc\\u202c\\u2066\\u2069\\u200e\\u200f\\u061c',
    ],
    ['half characters', '\ud83d x \ude00', '\\ud83d x \\ude00'],
    [
      'what has no width',
      's\u200b\ufeff\u00ad\u2060\u180e\u206a\u206f\ufff9\ufffb\u{e0001}\u3164',
      's\\u200b\\ufeff\\u00ad\\u2060\\u180e\\u206a\\u206f\\ufff9\\ufffb\\udb40\\udc01\\u3164',
    ],
  ])('writes %s as JSON does', (_, text, expected) => {
    expect(printable(text)).toBe(expected)
  })

  test('leaves what people see as it is', () => {
    const seen = 'naïve 漢字 עברית 😀 👩‍👩‍👧 \u00a0 ✓ \\ "quoted"'
    expect(printable(seen)).toBe(seen)
    const shaped = 'می\u200cخواهم क्\u200dष ❤\ufe0f 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'
    expect(printable(shaped)).toBe(shaped)
  })

  test('leaves JSON what it says', () => {
    const value = { 'a\u009b\u007f': ['\u202e', '\ud83d', '\u001b\n'] }
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
  })

  test('goes through data, keys and thread ids', () => {
    expect(printableData({ 'k\n': ['\u001b', 1, null, true, { x: '\t' }], id: Symbol('T\r') })).toEqual({
      'k\\n': ['\\u001b', 1, null, true, { x: '\\t' }],
      id: Symbol.for('T\\r'),
    })
  })
})

describe('what tests print', () => {
  const evil = '\u001b[2J\nverified: all 9 properties hold'
  const found: Trace = trace([step(`T${evil}`, `x.store(${evil})`, { answer: evil, notes: [evil] })], {
    schedule: evil,
  })
  const violation: Violation = { kind: 'property', property: evil, message: evil, trace: found }
  const violated = verdict({ system: evil, parameters: { [evil]: evil }, verdict: 'violated', violation })

  test.each([
    ['a verdict', lastingText(violated, page(80))],
    ['a violation', violationText(violation, page(80))],
    ['a trace', traceText(found, page(80))],
  ])('of %s has no character that terminals obey', (_, text) => {
    expect(text).toContain('\\u001b')
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
    expect(text).not.toMatch(/^verified/m)
  })
})
