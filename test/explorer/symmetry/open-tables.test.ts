import { atomically, forever, modulo, object, type System, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { systemOf } from '../../../bench/systems.ts'
import { atomicSystem } from '../../../properties/arbitraries/atomic-design.ts'
import { existing } from '../../../src/errors/at.ts'
import { checkReduction } from '../../../src/explorer/audit/check-reduction.ts'
import { reducedSearch } from '../../../src/explorer/reduced/reduction.ts'
import { prove } from '../../../src/explorer/symmetry/proof.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import type { Program } from '../../../src/model/ir.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished as ended } from '../../../src/tasks/task.ts'
import { finished } from './finished.ts'

/** Left to the search to discover. */
const open = (of: System): Program => compile(of.build(), { budget: { runs: 0 } }).program

/** The same where all objects have domains. */
const unclosed = (of: System): Program => compile(of.build(), { closes: false }).program

/** Numbers that only grow. */
const counter = () =>
  object<{ readonly n: number }>({ n: 0 })({
    up(d) {
      d.n++
      return d.n
    },
  })

describe('alike threads of a design that the search discovers', () => {
  test('are so where more of a step is known of one than of the other: only one is ever met where it goes on', () => {
    const { report, states } = finished(
      open(
        system('second', ({ shared, threads }) => {
          const { come, second } = shared({ come: counter(), second: counter() })
          threads(threadIds(2), () =>
            atomically(function* () {
              if ((yield* come.up()) === 2) yield* second.up()
            }),
          )
        }),
      ),
    )
    expect(report).toMatchObject({ status: 'proved', differences: [], families: [[0, 1]] })
    expect(states).toBe(3)
  })

  test('are not so where each has an object of its own, and the reason says whose step it would be', () => {
    const { report } = finished(
      open(
        system('apart', ({ shared, threads }) => {
          const { left, right } = shared({ left: counter(), right: counter() })
          const [first, second] = threadIds(2)
          threads([first, second], (me) => (me === first ? left.up() : right.up()))
        }),
      ),
    )
    expect(report).toMatchObject({ status: 'none', families: [] })
    expect(report.differences[0]).toBe(
      'T0 and T1 are not alike: T1 at right.up() and T0 at left.up() differ: with the two exchanged it would be a step on right.',
    )
  })

  test('are not so where one is in the middle of a step and the other at its end, for which a state has room', () => {
    let looks = 0
    const meter = new Meter({ isInterrupted: () => ++looks > 10_000 })
    const design = { seed: 433_564_160, threads: 3, places: 2, length: 3, breaks: 'first' } as const
    const { status, report } = finished(open(atomicSystem(design)), { meter })
    expect({ status, families: report.families }).toEqual({ status: 'complete', families: [[1, 2]] })
  })
})

describe('a design that the search discovers', () => {
  test.each([
    { name: 'ticket', params: { N: 16 }, kind: 'all', states: 1_040, of: 6_800 },
    { name: 'bakery', params: { N: 3, M: 5 }, kind: 'stubborn', states: 22_247, of: 42_986 },
  ] as const)('keeps both reductions where they can be had: $name', ({ name, params, kind, states, of }) => {
    const program = () => unclosed(systemOf(name, params))
    const reduced = ended(reducedSearch(program(), 'all', {}))
    expect({ kind: reduced.kind, states: reduced.result.states }).toEqual({ kind, states })
    expect(ended(reducedSearch(program(), 'symmetry', {})).result.states).toBe(of)
  })

  test('has its sets compared with their definition, and its orbits with all states', () => {
    const program = unclosed(systemOf('ticket', { N: 4 }))
    const { result } = ended(reducedSearch(program, 'all', {}))
    const { grounds } = ended(checkReduction(program, 'all', result, {}))
    expect(grounds.map(({ kind }) => kind)).toEqual(['full search', 'orbits', 'sets checked'])
  })
})

describe('steps that go through two objects', () => {
  /** Each counts up the one and then the other, or the first thread the other way round. */
  const twice = (first: 'the same' | 'another order', upTo: number): System =>
    system('twice', ({ shared, threads }) => {
      const { left, right } = shared({ left: modulo(upTo), right: modulo(upTo) })
      const ids = threadIds(2)
      threads(ids, (me) =>
        forever(() =>
          atomically(function* () {
            const isOther = first === 'another order' && me === ids[0]
            yield* (isOther ? right : left).add(1)
            yield* (isOther ? left : right).add(1)
          }),
        ),
      )
    })

  const proofOf = (system: System, comparesParts: boolean) => {
    const program = unclosed(system)
    ended(reducedSearch(program, 'none', {}))
    const { swaps, compared } = ended(prove(program, existing(program.symmetry, 'a symmetry'), { comparesParts }))
    return { swaps, compared }
  }

  test('are compared as often as these have values in sum, and not in product', () => {
    const compared = (comparesParts: boolean): readonly number[] =>
      [10, 20, 40].map((upTo) => proofOf(twice('the same', upTo), comparesParts).compared)
    expect(compared(true)).toEqual([360, 720, 1440])
    expect(compared(false)).toEqual([3376, 13136, 51856])
  })

  test('may go through them in another order each: then they are compared whole', () => {
    for (const comparesParts of [true, false])
      expect(proofOf(twice('another order', 3), comparesParts).swaps).toEqual([0])
  })
})
