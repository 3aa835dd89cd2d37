import * as lockproof from 'lockproof'
import { expect, test } from 'vitest'
import { textOf } from './pages.ts'

const words = '| write | for |\n'

test('docs/language/README.md names what the language has', () => {
  const [, after = ''] = textOf('docs/language/README.md').split(words)
  const rows = after.split('\n').filter((line) => line.startsWith('| `'))
  const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name = '']) => name))
  const known = [...Object.keys(lockproof), ...memberNames(lockproof.cell([0])), ...toolNames()]
  expect(names.length).toBeGreaterThan(40)
  expect(
    names.filter((name) => !known.includes(name)),
    'the language has none of these',
  ).toEqual([])
  const missing = [...memberNames(lockproof.cell([0])), ...toolNames()].filter((name) => !names.includes(name))
  expect([...new Set(missing)], 'each needs its place in the first column of the table').toEqual([])
})

/** Of an instance's class. */
function memberNames(value: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(value)).filter((name) => name !== 'constructor')
}

function toolNames(): string[] {
  const names: string[] = []
  lockproof
    .system('names', (tools) => {
      names.push(...Object.keys(tools))
      tools.thread('T', function* () {
        yield* lockproof.step('local')
      })
    })
    .build()
  return names
}
