import { describe, expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { page, verdict } from './fake.ts'

const long = 'nobody is ever let in who has not asked before, and whoever has asked is let in at some time'

describe('the report of a verdict', () => {
  test.each([80, 60])('keeps %d columns, however long the names of properties are', (width) => {
    const violation = {
      kind: 'property',
      property: long,
      message: '',
      observed: [{ name: 'queue', value: long }],
    } as const
    const text = verdictText(
      verdict({
        verdict: 'violated',
        violation,
        answers: [{ name: long, kind: 'always', result: 'violated', violatingStates: 1, steps: 3 }],
        expected: { verdict: 'verified', isAsExpected: false },
      }),
      page(width, true),
    )
    const reports = text.split('\n').slice(0, -3) // the costs are those of this test's verdict
    expect(Math.max(...reports.map((line) => line.length))).toBeLessThanOrEqual(width)
    expect(text.replace(/\s+/g, ' ')).toContain(`violated: ${long}`)
  })
})
