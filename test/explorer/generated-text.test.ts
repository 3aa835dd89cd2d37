import { describe, expect, test } from 'vitest'
import { keyText } from '../../src/explorer/findings/valuation-key.ts'
import { evaluated, generated } from '../../src/explorer/states/generated-text.ts'
import { insertText, rehashText } from '../../src/explorer/states/insert-text.ts'
import type { Layout } from '../../src/explorer/states/layout.ts'
import { fillText, numberText } from '../../src/explorer/states/number-text.ts'
import { expandText } from '../../src/explorer/steps/generate.ts'
import type { Ir } from '../../src/model/ir.ts'

const oneWord: Layout = {
  words: 1,
  objects: [
    { word: 0, shift: 0, bits: 2 },
    { word: 0, shift: 2, bits: 0 },
  ],
  threads: [
    { word: 0, shift: 2, bits: 3 },
    { word: 0, shift: 5, bits: 26 },
  ],
}

const twoWords: Layout = {
  words: 2,
  objects: [
    { word: 1, shift: 0, bits: 30 },
    { word: 0, shift: 29, bits: 2 },
  ],
  threads: [
    { word: 0, shift: 0, bits: 29 },
    { word: 1, shift: 30, bits: 2 },
  ],
}

const ir: Ir = {
  name: 'golden',
  threads: ['P0', 'P1'].map((name) => ({
    name,
    initial: 0,
    pending: [],
    stored: [],
    operation: [],
    next: [],
    failure: [],
    regions: [],
    marks: [],
    stays: [],
  })),
  objects: [
    { name: 'closed', initial: 0, valueCount: 3, isClosed: true },
    { name: 'open', initial: 0, valueCount: 1, isClosed: false },
  ],
  operations: [],
  outcomes: [],
  regions: ['critical'],
  properties: [],
  predicates: [],
  rests: [],
  isDeadlockViolation: false,
}

const observes = [
  { kind: 'object', object: 0 },
  { kind: 'region', region: 4 },
  { kind: 'object', object: 1 },
] as const

const roots = [4, 12]
const chooser = { keepsOwed: true, prepare: (): void => {}, threadsToExpand: (): number => 3 }
const layouts = [
  ['one-word', oneWord],
  ['two-words', twoWords],
] as const

describe('generated JavaScript', () => {
  test.each(layouts)('that expands states of %s', async (name, layout) => {
    const text = expandText({ layout, roots, recordsThreads: false, tracksOwed: false })
    await expect(text).toMatchFileSnapshot(`golden/expand-${name}.js`)
  })

  test.each(layouts)('that expands chosen threads of %s, and says who stepped', async (name, layout) => {
    const text = expandText({ layout, roots, recordsThreads: true, tracksOwed: false, chooser })
    await expect(text).toMatchFileSnapshot(`golden/expand-chosen-${name}.js`)
  })

  test.each(layouts)('that expands states of %s, where some steps are voluntary', async (name, layout) => {
    const text = expandText({ layout, roots, recordsThreads: true, tracksOwed: true })
    await expect(text).toMatchFileSnapshot(`golden/expand-owed-${name}.js`)
    const chosen = expandText({ layout, roots, recordsThreads: false, tracksOwed: true, chooser })
    await expect(chosen).toMatchFileSnapshot(`golden/expand-owed-chosen-${name}.js`)
  })

  test.each(layouts)('that inserts states of %s, and moves them', async (name, { words }) => {
    await expect(insertText(words)).toMatchFileSnapshot(`golden/insert-${name}.js`)
    await expect(rehashText(words)).toMatchFileSnapshot(`golden/rehash-${name}.js`)
  })

  test.each(layouts)('that numbers states of %s, and fills a table with the numbers', async (name, { words }) => {
    await expect(numberText(words)).toMatchFileSnapshot(`golden/number-${name}.js`)
    await expect(fillText(words)).toMatchFileSnapshot(`golden/fill-${name}.js`)
  })

  test.each(layouts)('that makes a number of a valuation in %s', async (name, layout) => {
    const text = keyText(ir, { name: 'p', observes }, layout)
    await expect(text).toMatchFileSnapshot(`golden/valuation-key-${name}.js`)
  })

  test('has a name in stacks', () => {
    const fail = evaluated<() => never>(generated('fail', 'function fail() {\nthrow error()\n}'), {
      error: () => new Error('as it should'),
    })
    expect(fail).toThrow('as it should')
    try {
      fail()
    } catch (error) {
      expect((error as Error).stack).toMatch(/at fail \(lockproof\/fail\.js:\d+:\d+\)/)
    }
  })

  test('is indented by its braces', () => {
    expect(generated('f', 'function f() {\n      if (a) {\n b()\n } else { c() }\n\n }')).toBe(
      'return function f() {\n  if (a) {\n    b()\n  } else { c() }\n}\n//# sourceURL=lockproof/f.js\n',
    )
  })
})
