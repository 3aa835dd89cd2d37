import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eresource } from '../../bench/models/eresource.ts'
import { walkBudget } from '../../src/check/passes/native-walks.ts'
import { compile } from '../../src/model/compile/compile.ts'
import { doubledRuns } from '../../src/model/compile/operations.ts'
import { UNKNOWN } from '../../src/model/ir.ts'
import { root, textOf } from './pages.ts'

const decisions = readdirSync(`${root}docs/adr`)

/** The decision as one line. */
const decision = (number: string): string =>
  textOf(`docs/adr/${decisions.find((name) => name.startsWith(number))}`).replace(/\s+/g, ' ')

/** The values of the resource, and the pairs of one of them and an operation that the tables know. */
function sizeOf(threads: number): { values: string; pairs: string } {
  const { objects, operations } = compile(eresource({ N: threads, D: 2 }).build()).program.ir
  const pairs = operations.reduce((sum, { outcome }) => sum + outcome.filter((it) => it !== UNKNOWN).length, 0)
  const [values = 0] = objects.map(({ valueCount }) => valueCount)
  return { values: values.toLocaleString('en'), pairs: pairs.toLocaleString('en') }
}

describe('what decisions say in numbers', () => {
  test('1 and 4: values and pairs of ERESOURCE with five and six threads', () => {
    const [five, six] = [sizeOf(5), sizeOf(6)]
    expect(decision('001')).toContain(`${five.values} different resource values and ${five.pairs} pairs`)
    expect(decision('004')).toContain(`${six.values} values, ${six.pairs} pairs`)
  })

  test('3: how the visited set grows', () => {
    const factors = [...textOf('src/explorer/states/visited-set.ts').matchAll(/factor: ([\d.]+) \}/g)].map(
      ([, it]) => it,
    )
    expect(decision('003')).toContain(`by ${factors.slice(0, -1).join(', ')} and ${factors.at(-1)}`)
  })

  test('4 and 5: budgets', () => {
    expect(textOf('src/model/compile/compile.ts')).toContain('runs: 600_000')
    expect(decision('004')).toContain('600,000 recipes')
    expect(textOf('src/explorer/symmetry/points.ts')).toContain('LIMIT_ORBIT = 1 << 16')
    expect(decision('005')).toContain('65,536')
  })

  test('6: how many sources', () => {
    const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts'))
    expect(decision('006')).toContain('more than 300 small files')
    expect(sources.length).toBeGreaterThan(300)
  })

  test('7 and 8: what is run twice, and how far is walked', () => {
    expect(doubledRuns).toBe(20)
    expect(decision('007')).toContain('the first twenty times')
    expect(decision('008')).toContain('the first twenty times')
    expect(decision('008')).toContain(
      '600 for designs of less than 250 edges, else 200 and one for 4,000 edges, 4,000 at most',
    )
    expect([249, 250, 4_000_000, 1e9].map((edges) => walkBudget(edges).moves)).toEqual([600, 200.0625, 1200, 4000])
  })
})
