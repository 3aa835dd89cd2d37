import { describe, expect, test } from 'vitest'
import { lint } from './lint.ts'

/** What a file of each layer may import, and what it may not. */
const layers: Readonly<Record<string, { readonly allowed: readonly string[]; readonly forbidden: readonly string[] }>> =
  {
    'src/errors/some-error.ts': {
      allowed: ['./model-error.ts', './at.ts'],
      forbidden: ['../model/ir.ts', '../cli/main.ts', 'immer'],
    },
    'src/model/ir.ts': {
      allowed: [],
      forbidden: ['./language/index.ts', './protocol/design.ts', '../explorer/search.ts'],
    },
    'src/model/protocol/some.ts': {
      allowed: ['./design.ts', '../../errors/model-error.ts'],
      forbidden: ['../ir.ts', '../language/cell.ts', '../compile/compile.ts', '../../explorer/search.ts'],
    },
    'src/model/language/some.ts': {
      allowed: ['./cell.ts', '../protocol/design.ts', '../../errors/model-error.ts', 'immer'],
      forbidden: [
        '../ir.ts',
        '../compile/compile.ts',
        '../eresource/index.ts',
        '../locks/peterson.ts',
        '../../explorer/search.ts',
        '../../report/text.ts',
        '../../cli/main.ts',
        'lockproof',
      ],
    },
    'src/model/compile/some.ts': {
      allowed: ['./fixpoint.ts', '../ir.ts', '../protocol/design.ts', '../../errors/model-error.ts'],
      forbidden: ['../eresource/index.ts', '../../explorer/search.ts', '../../report/text.ts', '../../cli/main.ts'],
    },
    'src/model/run/some.ts': {
      allowed: ['../protocol/design.ts', '../../errors/model-error.ts'],
      forbidden: [
        '../language/cell.ts',
        '../compile/compile.ts',
        '../ir.ts',
        '../eresource/index.ts',
        '../../explorer/search.ts',
        '../../check/trace.ts',
        '../../report/text.ts',
      ],
    },
    'src/model/eresource/some.ts': {
      allowed: ['../language/index.ts', './resource.ts', './clients/loops.ts'],
      forbidden: ['../language/cell.ts', '../ir.ts', '../protocol/design.ts', '../../errors/model-error.ts', 'immer'],
    },
    'src/model/eresource/clients/some.ts': {
      allowed: ['../../language/index.ts', '../resource.ts', './loops.ts'],
      forbidden: ['../../language/cell.ts', '../../ir.ts', '../../compile/compile.ts', '../../../explorer/search.ts'],
    },
    'src/model/locks/some.ts': {
      allowed: ['../language/index.ts', './peterson.ts'],
      forbidden: ['../eresource/index.ts', '../compile/compile.ts', 'node:fs'],
    },
    'src/explorer/some.ts': {
      allowed: ['./frontier.ts', '../model/ir.ts', '../errors/internal-error.ts'],
      forbidden: ['../model/language/index.ts', '../model/compile/compile.ts', '../report/text.ts', '../cli/main.ts'],
    },
    'src/explorer/reduction/some.ts': {
      allowed: ['../frontier.ts', '../../model/ir.ts'],
      forbidden: ['../../model/protocol/design.ts', '../../check/trace.ts', '../../report/text.ts'],
    },
    'src/conform/some.ts': {
      allowed: ['../model/eresource/index.ts', '../model/language/index.ts', '../model/run/thread-run.ts'],
      forbidden: ['../check/trace.ts', '../explorer/search.ts', '../report/text.ts', '../cli/main.ts'],
    },
    'src/check/some.ts': {
      allowed: ['../explorer/search.ts', '../model/compile/compile.ts', '../model/run/native-run.ts', '../verdict.ts'],
      forbidden: ['../report/text.ts', '../cli/main.ts', '../model/eresource/index.ts', '../vitest/index.ts', 'vitest'],
    },
    'src/report/some.ts': {
      allowed: ['./columns.ts', '../explorer/verdict.ts', '../model/ir.ts'],
      forbidden: ['../cli/main.ts', '../model/eresource/index.ts', '../fast-check/index.ts'],
    },
    'src/cli/some.ts': {
      allowed: ['../report/text.ts', '../explorer/search.ts', '../model/compile/compile.ts'],
      forbidden: ['../model/eresource/index.ts', '../model/locks/peterson.ts', '../vitest/index.ts', 'fast-check'],
    },
    'src/vitest/some.ts': {
      allowed: ['../check.ts', '../report/text.ts', '../cli/places.ts', 'vitest'],
      forbidden: ['../cli/main.ts', '../model/locks/peterson.ts', 'lockproof'],
    },
    'src/fast-check/some.ts': {
      allowed: ['../check.ts', '../report/text.ts', '../model/eresource/index.ts', '../model/ir.ts', 'fast-check'],
      forbidden: ['../cli/main.ts', '../model/eresource/state.ts', '../model/locks/peterson.ts', 'lockproof'],
    },
  }

function importing(sources: readonly string[]): string {
  return sources.map((source, index) => `import { a${index} } from '${source}'\n`).join('')
}

describe('lint: imports point one way', () => {
  const files = Object.entries(layers).map(([file, { allowed, forbidden }]) => [
    file,
    importing([...allowed, ...forbidden]),
  ])
  const findings = lint(Object.fromEntries(files)).filter(({ rule }) => rule === 'lint/style/noRestrictedImports')

  test.each(Object.entries(layers))('%s', (file, { allowed, forbidden }) => {
    const sources = [...allowed, ...forbidden]
    const refused = findings.filter((finding) => finding.file === file).map(({ line }) => sources[line - 1])
    expect(refused).toEqual(forbidden)
  })
})

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
    expect(lines('src/explorer/some.ts').toSorted()).toEqual([1, 2, 3, 5])
    expect(lines('src/model/compile/some.ts').toSorted()).toEqual([1, 2, 3, 5])
    expect(lines('src/cli/some.ts')).toEqual([5])
  })
})
