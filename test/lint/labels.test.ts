import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const sources = fileURLToPath(new URL('../../src/', import.meta.url))
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const reads = 'at|charAt|codePointAt|endsWith|includes|indexOf|lastIndexOf|match|matchAll|replace|replaceAll|search'
const parts = 'slice|split|startsWith|substring|trim'

/** A label that something is told from: a part of it taken, a pattern held against it, or a text that is no label. */
const patterns: readonly RegExp[] = [
  new RegExp(String.raw`\blabel\)?\??\.(?:${reads}|${parts})\b`),
  /\.(?:exec|test|match)\([^()]*\blabel\b/,
  /\blabel\)? [!=]== (?![\w.?]*\blabel\b)|(?<!\blabel) [!=]== [\w.?]*\blabel\b/,
]

const tellsFromLabel = (line: string): boolean => patterns.some((pattern) => pattern.test(line))

describe('lint: no name is parsed out of a label', () => {
  test('in any source', () => {
    const found = files.flatMap((file) =>
      readFileSync(`${sources}${file}`, 'utf8')
        .split('\n')
        .flatMap((line, index) => (tellsFromLabel(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    )
    expect(files.length).toBeGreaterThan(300)
    expect(found).toEqual([])
  })

  test.each([
    "const read = /^[^.[]*/.exec(step.label)?.[0] ?? ''",
    "const name = table.label.replace(/[[^]]*]/, '')",
    "const [object] = request?.label.split('.')",
    "if (label.startsWith('flag')) return",
    "return pending.kind === 'skip' && pending.label === end",
    'return wanted !== move.label',
  ])('reports %s', (line) => {
    expect(tellsFromLabel(line)).toBe(true)
  })

  test.each([
    "const text = move.label + ' waits'",
    'moves.map(({ label, answer }) => [label, show(answer)].join()).join()',
    'return expected.label === seen.label',
    'return value instanceof Performable ? value.label : show(value)',
  ])('lets %s be', (line) => {
    expect(tellsFromLabel(line)).toBe(false)
  })
})
