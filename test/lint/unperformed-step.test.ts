import { readdirSync, readFileSync } from 'node:fs'
import { cell } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { lint } from './lint.ts'

const design = `import { cell, cells, forever, proc, system } from 'lockproof'

export const mistaken = system('mistaken', ({ shared, thread }) => {
  const { flag, turn } = shared({ flag: cells([0, 1], ['down', 'up']), turn: cell([0, 1]) })
  const lock = proc(function* lock(me: 0 | 1) {
    flag.at(me).store('up') // reported
    yield* turn.store(me)
    if (me === 1) turn.load() // reported
  })
  thread('P0', function* () {
    yield* forever(function* () {
      yield* lock(0)
      turn.compareAndSwap(0, 1) // reported
      turn.waitUntil((value) => value === 1) // reported
    })
  })
  const steps = { *give() { turn.exchange(0) } } // reported
  thread('P1', steps.give)
})
`

const right = `import { cell, cells, forever, proc, system } from 'lockproof'

export const right = system('right', ({ shared, thread }) => {
  const { flag, turn } = shared({ flag: cells([0, 1], ['down', 'up']), turn: cell([0, 1]) })
  const lock = proc(function* lock(me: 0 | 1) {
    yield* flag.at(me).store('up')
    const seen = yield* turn.load()
    if (seen === me) return yield* turn.test((value) => value === 0)
    yield* turn.waitFor(me)
    return true
  })
  thread('P0', function* () {
    yield* forever(function* () {
      yield* lock(0)
    })
  })
})
`

const ordinary = `export function names(of: Iterable<string>): Set<string> {
  const seen = new Set<string>()
  for (const name of of) {
    seen.add(name)
  }
  return seen
}

export function* once(of: Iterable<string>): Generator<string> {
  const seen = new Set<string>()
  for (const name of of) {
    if (!seen.has(name)) yield name
    seen.add(name)
  }
}

export function* bodies(of: readonly string[]): Generator<string> {
  const seen = new Set<string>()
  of.map((name) => {
    seen.add(name)
  })
  yield* seen
}
`

describe('lint: a step built without yield*', () => {
  const findings = lint({
    'examples/mistaken.ts': design,
    'examples/right.ts': right,
    'src/ordinary.ts': ordinary,
  }).filter((finding) => finding.rule === 'plugin')

  test('is reported wherever a body builds it as a statement', () => {
    const marked = design.split('\n').flatMap((line, index) => (line.endsWith('// reported') ? [index + 1] : []))
    expect(findings.filter(({ file }) => file === 'examples/mistaken.ts').map(({ line }) => line)).toEqual(marked)
  })

  test('is reported with the form to write', () => {
    expect(findings[0]?.message).toBe(
      `flag.at(me).store('up') was built but never performed. Write "yield* flag.at(me).store('up')".`,
    )
  })

  test('is not seen in performed steps, callbacks, ordinary functions and ordinary generators', () => {
    expect(findings.filter(({ file }) => file !== 'examples/mistaken.ts')).toEqual([])
  })
})

describe('every operation of a cell', () => {
  const members = Object.getOwnPropertyNames(Object.getPrototypeOf(cell([0])))
  const operations = members.filter((name) => !['constructor', 'when'].includes(name)) // `when` builds no step yet
  const from = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

  test('is known to the rule', () => {
    const [, known = ''] = /\$operation <: r"\(\?:(.*)\)"/.exec(from('lint/unperformed-step.grit')) ?? []
    expect(known.split('|').toSorted(), 'in lint/unperformed-step.grit, beside $operation').toEqual(
      operations.toSorted(),
    )
  })

  test('is tried by the random designs', () => {
    const folder = 'properties/arbitraries/'
    const files = readdirSync(new URL(`../../${folder}`, import.meta.url)).filter((name) => name.endsWith('.ts'))
    const text = files.map((name) => from(folder + name)).join('\n')
    const untried = operations.filter((name) => !text.includes(`.${name}(`))
    expect(untried, 'write a statement with each in properties/arbitraries/simple-statements.ts').toEqual([])
  })
})
