import fc from 'fast-check'
import { expect, test } from 'vitest'
import { etf } from '../src/export/tables/etf.ts'
import { Mark } from '../src/model/ir.ts'
import { graphOfEtf, holdsIn, readEtf } from '../test/export/etf-reader.ts'
import { tablesOf } from '../test/export/tables.ts'
import { anyIrSpec } from './arbitraries/lasting-ir.ts'
import { programOf } from './arbitraries/random-ir.ts'
import { naiveCheck } from './naive-checker.ts'

test('tables as ETF have the same states, edges, deadlocks, failures and violations of invariants', () => {
  const seen = { deadlocks: 0, failures: 0, violating: 0, choices: 0 }
  fc.assert(
    fc.property(anyIrSpec, (spec) => {
      const program = programOf(spec)
      const { ir } = program
      const naive = naiveCheck(program)
      const text = [...etf(tablesOf(program)).pieces].join('')
      const read = readEtf(text)
      const { states, edges, deadlocks } = graphOfEtf(read)
      const taken = edges.filter(({ label }) => label !== 'may stay')
      expect(states.toSorted()).toEqual(
        naive.states.map((key) => [...JSON.parse(key).values, ...JSON.parse(key).locals].join()).toSorted(),
      )
      expect(taken.length).toBe(naive.edges)
      const isPlain = ir.rests.length === 0 && !ir.threads.some(({ marks }) => marks.some((it) => it & Mark.voluntary))
      if (ir.isDeadlockViolation && isPlain) expect(deadlocks.length).toBe(naive.deadlocks.length)
      const violating = (formula: string): number =>
        states.filter((key) => !holdsIn(read, formula, key.split(',').map(Number))).length
      const asked = [...text.matchAll(/^% {3}--invariant='(.*)', for (.*)$/gm)].map(([, formula, name]) => ({
        formula,
        name,
      }))
      for (const { formula = '', name } of asked) {
        const property = ir.properties.findIndex((it) => it.name === name)
        const expected = property < 0 ? naive.failures.length : naive.properties[property]!.states
        expect({ name, violating: violating(formula) }).toEqual({ name, violating: expected })
        if (property >= 0 && expected > 0) seen.violating++
      }
      expect(asked.filter(({ name }) => name !== 'failing operations').length).toBe(
        ir.properties.filter(({ kind }) => kind === 'invariant').length,
      )
      if (naive.deadlocks.length > 0) seen.deadlocks++
      if (naive.failures.length > 0) seen.failures++
      if (edges.some(({ label }) => label.includes(':'))) seen.choices++
    }),
    { numRuns: 500 },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
})
