import { readFileSync } from 'node:fs'
import { atomically, type CheckOptions, cell, check, proc, type System, step, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { naive } from '../../examples/naive-flag.ts'
import { inverted } from '../../examples/two-locks.ts'

const source = readFileSync(import.meta.filename, 'utf8').split('\n')

/** By what stands behind them as a comment. */
const marked = (lines: readonly number[] = []): string[] =>
  lines.map((line) => /\/\/ (.*)$/.exec(source[line - 1] ?? '')?.[1] ?? `line ${line}`)

function visited(design: System, options: CheckOptions = {}): readonly string[] {
  const { lines = [] } = check(design, options)
  expect(lines.map(({ file }) => file)).toEqual([import.meta.filename])
  return marked(lines[0]?.visited)
}

/** Who has seen the second sees the first: nobody finds otherwise, though each of the two is sometimes up and sometimes not. */
const inOrder = system('in order', ({ shared, thread, threads, always }) => {
  const { first, second } = shared({ first: cell([0, 1]), second: cell([0, 1]) })
  const secondUp = proc(function* secondUp() {
    return yield* second.test((it) => it === 1) // looks at the second
  })
  thread('writer', function* () {
    yield* first.store(1) // the first
    yield* second.store(1) // the second
  })
  threads(threadIds(2), function* () {
    const later = yield* secondUp() // calls
    const earlier = yield* first.load() // looks at the first
    if (later && earlier === 0) yield* step('out of order') // out of order
    yield* step('in order') // goes on
  })
  always('at most once', [second], (it) => it < 2)
})

/** Alike in all but the lines at which they stand. */
const twoPlaces = system('two places', ({ shared, threads }) => {
  const { gate } = shared({ gate: cell(['open', 'shut']) })
  const ids = threadIds(2)
  threads(ids, function* (me) {
    if (!(yield* gate.compareAndSwap('open', 'shut'))) return // comes
    yield* step('inside') // is inside
    if (me === ids[0]) {
      yield* step('goes on') // T0
      yield* step('goes on') // T0, on
      yield* step('goes on') // T0, at last
    } else {
      yield* step('goes on') // T1
      yield* step('goes on') // T1, on
      yield* step('goes on') // T1, at last
    }
  })
})

/** What nobody comes to stands inside a step. */
const inside = system('inside', ({ shared, threads }) => {
  const { left, right } = shared({ left: cell([0, 1]), right: cell([0, 1]) })
  threads(threadIds(2), () =>
    atomically(function* () {
      const was = yield* left.load() // looks
      const is = yield* right.load() // looks on
      if (was !== is) yield* step('in between') // in between
      yield* left.store(1) // changes one
      yield* right.store(1) // changes the other
    }),
  )
})

const reductions = ['none', 'stubborn', 'symmetry', 'all', 'auto'] as const

describe('lines of steps that threads came to', () => {
  test.each(reductions)('are those of steps and of calls of procs, not those that nobody comes to: %s', (reduction) => {
    expect(visited(inOrder, { reduction })).toEqual([
      'looks at the second',
      'the first',
      'the second',
      'calls',
      'looks at the first',
      'goes on',
    ])
  })

  test.each(reductions)('are those inside a step, too: %s', (reduction) => {
    expect(visited(inside, { reduction })).toEqual(['looks', 'looks on', 'changes one', 'changes the other'])
  })

  test('are those of each thread, where none was taken for another one', () => {
    const all = ['comes', 'is inside', 'T0', 'T0, on', 'T0, at last', 'T1', 'T1, on', 'T1, at last']
    expect(visited(twoPlaces)).toEqual(all)
    expect(visited(twoPlaces, { reduction: 'symmetry' }).length).toBeLessThan(all.length)
  })

  test('of a check that was stopped are those as far as it came', () => {
    const few = visited(inOrder, { limits: { states: 2 } })
    expect(few).toContain('the first')
    expect(few).not.toContain('goes on')
  })

  test.each([naive, inverted])('are those of a run: $name', (design) => {
    const { violation, lines = [] } = check(design)
    const sites = violation?.trace?.steps.flatMap(({ moves }) => moves.flatMap(({ site }) => site ?? [])) ?? []
    expect(sites.length).toBeGreaterThan(3)
    for (const { file, line } of sites) expect(lines.find((one) => one.file === file)?.visited).toContain(line)
  })
})
