import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/**
 * A number in place of what is missing. `at()` refuses a missing entry instead; hot loops say `as number` (errors/at.ts).
 */
const number = /\?\? -?[01]\b/g
/** The same for a row of a table: nothing to do, in place of a bug. */
const row = /\] \?\? (?:\[\]|''|\{\})/g

/** Where missing is meant: how often, and what it means there. */
const meant: Readonly<Record<string, readonly [count: number, meaning: string]>> = {
  'explorer/audit/check-sets.ts': [2, 'no set was looked at'],
  'cli/command-line-error.ts': [1, 'a message without a quoted word'],
  'cli/files/file-meant.ts': [2, 'a path without a known ending'],
  'cli/files/javascript-of.ts': [1, 'an error without a place'],
  'cli/files/load-file.ts': [1, 'an error without a stack'],
  'conform/coverage-of.ts': [1, 'not counted yet'],
  'conform/match/field-text.ts': [1, 'a recorded null'],
  'explorer/steps/coverage.ts': [1, 'never met'],
  'explorer/steps/stepper.ts': [1, 'no symmetry'],
  'explorer/stubborn/sets/chosen-set.ts': [1, 'nobody looks closer'],
  'explorer/stubborn/facts/may-change.ts': [1, 'a thread without a family'],
  'explorer/stubborn/facts/may-hold.ts': [2, 'a step that is not reached; a value that is not carried'],
  'explorer/symmetry/reduction.ts': [1, 'nothing proved yet'],
  'explorer/symmetry/value-images.ts': [1, 'none made yet'],
  'export/tables/promela.ts': [1, 'a value at which a step cannot be taken'],
  'fast-check/histories/divergence-text.ts': [1, 'not counted yet'],
  'fast-check/parts/barrier-clients.ts': [1, 'has never come'],
  'model/eresource/eresource.ts': [1, 'a pointer that nobody releases'],
  'model/eresource/owner.ts': [1, 'one who does not own'],
  'model/eresource/structure.ts': [1, 'a resource without a table'],
  'model/values/thread-id.ts': [1, 'the first of its name'],
  'model/run/native-run.ts': [1, 'a schedule that says no option: the first'],
  'report/text/columns.ts': [3, 'a row without a text in that column, or in that line of it'],
  'report/text/trace-text.ts': [1, 'a line with an effect and no move'],
}

function silences(text: string): number {
  return [...text.matchAll(number), ...text.matchAll(row)].length
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))

describe('lint: a missing entry is a bug, never a zero', () => {
  const counts = sources.map((path) => ({
    file: path.replaceAll('\\', '/'),
    count: silences(readFileSync(`src/${path}`, 'utf8')),
  }))

  test('nothing stands in for it', () => {
    const allowed = (file: string): number => meant[file]?.[0] ?? 0
    expect(counts.length).toBeGreaterThan(300)
    expect(counts.filter(({ file, count }) => count > allowed(file))).toEqual([])
  })

  test('what is meant is still there', () => {
    const found = Object.fromEntries(counts.map(({ file, count }) => [file, count]))
    const expected = Object.fromEntries(Object.entries(meant).map(([file, [count]]) => [file, count]))
    expect(found).toMatchObject(expected)
  })

  test.each([
    ['list[i] ?? 0', 1],
    ['list[i] ?? -1', 1],
    ['table?.valueCount ?? 1', 1],
    ['(a[i] ?? 0) + (b[i] ?? 0)', 2],
    ['table.next[local] ?? []', 1],
    ["names[thread] ?? ''", 1],
    ['table.outcome[value] ?? UNKNOWN', 0],
    ['list[i] as number', 0],
    ['width ?? 120', 0],
    ['x ?? 10', 0],
  ])('it is seen: %s', (text, count) => {
    expect(silences(text)).toBe(count)
  })
})
