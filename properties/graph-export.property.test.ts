import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import { aut } from '../src/export/graphs/aut.ts'
import { json } from '../src/export/graphs/json.ts'
import { viewOf } from '../src/export/graphs/view.ts'
import { finished } from '../src/tasks/task.ts'
import { readAut } from '../test/export/aut-reader.ts'
import { tablesOf } from '../test/export/tables.ts'
import { anyIrSpec } from './arbitraries/lasting-ir.ts'
import { programOf } from './arbitraries/random-ir.ts'
import { naiveCheck, naiveSuccessors } from './naive-checker.ts'

type Json = {
  states: { id: number; values: number[]; next: string[]; marks: string[] }[]
  edges: { from: number; to: number; thread: string; step: string }[]
}

test('a graph has the states, edges, deadlocks, failures and violations that the tables have', () => {
  const seen = { wrong: 0, choices: 0 }
  fc.assert(
    fc.property(anyIrSpec, (spec) => {
      const program = programOf(spec)
      const naive = naiveCheck(program)
      const { graph } = finished(buildGraph(program))
      const { words } = tablesOf(program)
      const view = viewOf({
        title: 'random',
        verdict: '',
        program,
        words: { ...words, label: words.step },
        value: (_, value) => value,
        graph,
        isCut: false,
        mostStates: Number.POSITIVE_INFINITY,
      })
      const read = JSON.parse([...json(view, { system: '', parameters: {} })].join('')) as Json // as it is written
      const keys = read.states.map(({ values, next }) =>
        JSON.stringify({ values, locals: next.map((it) => Number(it.slice(3))) }),
      )
      expect(keys.toSorted()).toEqual(naive.states.toSorted())
      const edges = read.edges.map(({ from, to, thread }) => `${keys[from]} ${thread} ${keys[to]}`)
      const naiveEdges = naive.states.flatMap((key) =>
        naiveSuccessors(program.ir, JSON.parse(key)).map(
          ({ thread, state }) => `${key} t${thread} ${JSON.stringify(state)}`,
        ),
      )
      expect(edges.toSorted()).toEqual(naiveEdges.toSorted())
      const marked = (pattern: RegExp) =>
        read.states.filter(({ marks }) => marks.some((mark) => pattern.test(mark))).length
      const { properties, isDeadlockViolation } = program.ir
      expect(marked(/^deadlock$/)).toBe(isDeadlockViolation ? naive.deadlocks.length : 0)
      expect(marked(/has failed$/)).toBe(naive.failures.length)
      for (const [property, { kind, name }] of properties.entries())
        if (kind === 'invariant')
          expect(marked(new RegExp(`^violates ${name}$`))).toBe(naive.properties[property]?.states)
      expect(readAut([...aut(view)].join('')).edges).toEqual(
        read.edges.map(({ from, to, thread, step }) => ({ from, to, label: `${thread}: ${step}` })),
      )
      // a step's word means no other step out of its state
      expect(new Set(read.edges.map(({ from, step }) => `${from} ${step}`)).size).toBe(read.edges.length)
      if (marked(/./) > 0) seen.wrong++
      if (read.edges.some(({ step }) => step.includes(':'))) seen.choices++
    }),
    { numRuns: 300 },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
})
