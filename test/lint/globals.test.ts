import { describe, expect, test } from 'vitest'
import { lint } from './lint.ts'

describe('lint: models and searches', () => {
  test('do not touch the process, the console, the clock or the file system', () => {
    const text = `import { readFileSync } from 'node:fs'
export const platform = process.platform
export const now = Date.now()
export const text = readFileSync('x')
console.log(now)
`
    const findings = lint({ 'src/explorer/some.ts': text, 'src/model/compile/some.ts': text, 'src/cli/some.ts': text })
    const lines = (file: string) => [
      ...new Set(findings.filter((finding) => finding.file === file).map(({ line }) => line)),
    ]
    expect(lines('src/explorer/some.ts').toSorted()).toEqual([2, 3, 5])
    expect(lines('src/model/compile/some.ts').toSorted()).toEqual([2, 3, 5])
    expect(lines('src/cli/some.ts')).toEqual([5])
  })
})
