import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { listText } from '../../src/report/text/list-text.ts'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { beside, testAndSet } from '../cli/fixtures/waiting.ts'
import { page } from './fake.ts'

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))
const starving = check(testAndSet(), { fairness: 'weak' })

describe('a report of who waits for ever', () => {
  test.each([
    ['a run without end', starving, 80],
    ['a run without end', starving, 60],
    ['what was not looked for', check(testAndSet(), { liveness: false, stuck: false }), 80],
    ['one who is stuck', check(beside), 80],
    ['one who is stuck', check(beside), 60],
  ])('keeps the columns of a terminal: %s, %d', (_, verdict, width) => {
    expect(widest(verdictText(verdict, page(width, true)))).toBeLessThanOrEqual(width)
  })

  test('is whole in a file: its cycle, and what each does on it', () => {
    const text = verdictText(starving, page(100))
    expect(text).toMatch(/^ {2}─ for ever ─+$/m)
    expect(text).toMatch(/^ {2}─ as after step 1 ─+$/m)
    expect(text).toMatch(
      /^ {2}T0 {2}never steps: waits at flag\.when\('free'\)\.store\('taken'\); it could after steps 2, 5$/m,
    )
  })

  test('a list says who is expected to starve, and to be stuck', () => {
    const [first, second] = [starving, check(beside)].map(({ system, parameters, expected }) =>
      listText('waiting.ts', [{ system, parameters, exportName: 'it', expected: expected.verdict }], page(80, true)),
    )
    expect(first).toMatch(/it +T0 starves, stem 1, cycle 4\n$/)
    expect(second).toMatch(/it +A is stuck, 1 step\n$/)
  })
})
