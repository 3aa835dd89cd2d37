import * as lockproof from 'lockproof'
import { describe, expect, test } from 'vitest'
import { textOf } from './docs/pages.ts'

const readme = textOf('README.md')

describe('README.md', () => {
  test('names what the language has', () => {
    const table = /\n## The language\n(.*?)\n## /s.exec(readme)?.[1] ?? ''
    const rows = table.split('\n').filter((line) => line.startsWith('| `'))
    const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name = '']) => name))
    const known = [...Object.keys(lockproof), ...memberNames(lockproof.cell([0])), ...toolNames()]
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })
})

function memberNames(value: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(value))
}

function toolNames(): string[] {
  const names: string[] = []
  lockproof
    .system('names', (tools) => {
      names.push(...Object.keys(tools))
      tools.thread('T', function* () {
        yield* lockproof.skip()
      })
    })
    .build()
  return names
}
