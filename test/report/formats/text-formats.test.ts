import { expect, test } from 'vitest'
import { existing } from '../../../src/errors/at.ts'
import { annotations } from '../../../src/report/formats/annotations.ts'
import { jsonReport } from '../../../src/report/formats/json.ts'
import { markdownReport } from '../../../src/report/formats/markdown.ts'
import { lineMismatches } from '../../cli/schema.ts'
import { nastyRun } from './nasty.ts'
import { six } from './six.ts'

test.each([
  ['six results', six, 6],
  ['names that are markup', nastyRun, 1],
])('JSON, %s: a list of what the schema says', (_, run, count) => {
  const lines = JSON.parse(jsonReport(run)) as unknown[] // a list
  expect(lines).toHaveLength(count)
  expect(lines.flatMap(lineMismatches)).toEqual([])
})

const commands = /^::(error|warning) (?:[a-z]+=[^,:\n\r]*,?)*::[^\n\r]+$/

test('annotations: a line each, whatever the names are', () => {
  const lines = annotations(nastyRun).trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(commands)
  for (const line of annotations(six).trimEnd().split('\n')) expect(line).toMatch(commands)
})

test('annotations: ten of a kind, of which the last counts the others', () => {
  const one = existing(six.systems[1], 'one that fails')
  const lines = annotations({ ...six, systems: Array.from({ length: 14 }, () => one) })
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toContain('and 5 more')
})

test('Markdown: names break no row, no fence and no page', () => {
  const lines = markdownReport(nastyRun).split('\n')
  const fences = lines.filter((line) => /^`{3,}/.test(line)).map((line) => line.replace(/[a-z]+$/, ''))
  expect(fences).toHaveLength(6)
  expect([0, 2, 4].map((i) => fences[i + 1])).toEqual([0, 2, 4].map((i) => fences[i]))
  const outside = lines.filter((_line, at) => lines.slice(0, at).filter((line) => /^`{3,}/.test(line)).length % 2 === 0)
  const rows = outside.filter((line) => line.startsWith('|'))
  const cells = rows.map((line) => line.replace(/\\\\|\\\|/g, '').split('|').length - 2)
  expect(new Set(cells)).toEqual(new Set([7, 4]))
  expect(outside.filter((line) => /^(?:::|<(?!\/?details))/.test(line))).toEqual([])
})
