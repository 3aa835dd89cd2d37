import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import { Components } from '../src/explorer/graph/components.ts'
import type { Graph } from '../src/explorer/graph/graph.ts'
import { runSearch } from '../src/explorer/search.ts'
import { By } from '../src/explorer/steps/by.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { closedProgram } from '../test/explorer/tiny-model.ts'
import { ticket } from '../test/explorer/twins/ticket.ts'
import { isLong } from '../test/setup/long.ts'
import { anyIrSpec } from './arbitraries/lasting-ir.ts'
import { hiddenProgramOf, programOf } from './arbitraries/random-ir.ts'
import { edgesOf, statesOf } from './liveness-laws.ts'
import { type NaiveGraph, type NaiveStep, naiveGraph, owedIn } from './naive-liveness.ts'

const SYSTEMS = isLong ? 500 : 250
const noActions = (): number => 0

function naiveOf(spec: Parameters<typeof programOf>[0]): NaiveGraph | undefined {
  return naiveGraph(programOf(spec).ir, noActions, 300)
}

/** The steps from a state, as a naive graph has them. */
function stepsFrom(graph: Graph, keys: readonly string[], node: number): NaiveStep[] {
  return edgesOf(graph)
    .filter(([, from]) => from === node)
    .map(([edge]) => {
      const by = graph.by[edge]!
      const to = keys[graph.targets[edge]!]!
      const [isOwed, advances] = [(by & By.voluntary) === 0, (by & By.stays) === 0]
      return { thread: by & By.thread, to, isOwed, advances, actions: 0 }
    })
}

function expectSame(graph: Graph, naive: NaiveGraph): void {
  const keys = statesOf(graph).map((state) => JSON.stringify(state))
  expect([...keys].sort()).toEqual([...naive.keys()].sort())
  for (let node = 0; node < graph.expanded; node++) {
    const { steps } = naive.get(keys[node]!)!
    expect(stepsFrom(graph, keys, node)).toEqual(steps)
    expect(graph.owed[node]).toBe(owedIn(steps))
  }
}

/** It is the start of the whole graph. */
function expectStart(graph: Graph, whole: Graph): void {
  const { expanded, nodes } = graph
  const end = whole.offsets[expanded]!
  const known = (entries: Int32Array, rest: number, length: number): number[] => [
    ...entries.subarray(0, length),
    ...Array.from({ length: nodes - expanded }, () => rest),
  ]
  expect([...graph.offsets]).toEqual(known(whole.offsets, end, expanded + 1))
  expect([...graph.owed]).toEqual(known(whole.owed, -1, expanded))
  expect([...graph.targets]).toEqual([...whole.targets.subarray(0, end)])
  expect(statesOf(graph)).toEqual(statesOf(whole).slice(0, nodes))
}

/** By node, whether there is a way there, naively. */
function reachedFrom(graph: Graph, start: number, marks: Uint8Array): Set<number> {
  const reached = new Set([start])
  for (const node of reached)
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++)
      if (marks[graph.targets[edge]!] !== 0) reached.add(graph.targets[edge]!)
  return reached
}

describe('the graph of random tables', () => {
  test('has the states, steps, labels and owed threads of the naive one', () => {
    fc.assert(
      fc.property(anyIrSpec, (spec) => {
        const naive = naiveOf(spec)
        if (naive === undefined) return
        const { graph, limit } = finished(buildGraph(programOf(spec)))
        expect([limit, graph.expanded]).toEqual([undefined, graph.nodes])
        expectSame(graph, naive)
      }),
      { numRuns: SYSTEMS },
    )
  })

  test('is the same where the tables grow while it is built', () => {
    fc.assert(
      fc.property(anyIrSpec, (spec) => {
        if (naiveOf(spec) === undefined) return
        const [known, grown] = [programOf(spec), hiddenProgramOf(spec)].map((it) => finished(buildGraph(it)).graph)
        const plain = ({ nodes, offsets, targets, by, owed }: Graph) => ({ nodes, offsets, targets, by, owed })
        expect(plain(grown!)).toEqual(plain(known!))
      }),
      { numRuns: SYSTEMS },
    )
  })

  test('says what has not been expanded, and is right in the rest, where a limit cuts it off', () => {
    fc.assert(
      fc.property(anyIrSpec, fc.integer({ min: 0, max: 40 }), (spec, limitStates) => {
        if (naiveOf(spec) === undefined) return
        const { graph: whole } = finished(buildGraph(programOf(spec)))
        const { graph, limit } = finished(buildGraph(programOf(spec), { limitStates }))
        expect(limit).toBe(whole.nodes <= limitStates ? undefined : 'states')
        expectStart(graph, whole)
      }),
      { numRuns: SYSTEMS },
    )
  })

  test('so does one that is cut off by memory or an interrupt', () => {
    const program = closedProgram(ticket(5))
    const { graph: whole } = finished(buildGraph(program))
    const expanded = new Set<number>()
    for (let limitBytes = 200_000; limitBytes < 1_000_000; limitBytes += 50_000) {
      const { graph, limit } = finished(buildGraph(program, { meter: new Meter({ limitBytes }) }))
      expectStart(graph, whole)
      if (graph.expanded < graph.nodes) expect(limit).toBe('memory')
      expanded.add(graph.expanded)
    }
    expect(expanded.size).toBeGreaterThan(2)
    for (let states = 50; states < 250; states++) {
      const meter = new Meter({ limitBytes: 1 }) // so that there is no memory for one more, wherever among the successors of many that comes
      const { graph, limit } = finished(buildGraph(program, { meter, expected: { states, edges: 1 << 14 } }))
      expectStart(graph, whole)
      expect([limit, graph.expanded < graph.nodes]).toEqual(['memory', true])
    }
    for (let looks = 1; looks < 9; looks++) {
      let left = looks
      const { graph, limit } = finished(
        buildGraph(program, { meter: new Meter({ isInterrupted: () => left-- === 0 }) }),
      )
      expectStart(graph, whole)
      expect([limit, graph.expanded < whole.nodes]).toEqual(['interrupt', true])
    }
  })

  test('its states are numbered breadth first', () => {
    fc.assert(
      fc.property(anyIrSpec, (spec) => {
        const { graph } = finished(buildGraph(programOf(spec), { limitStates: 300 }))
        const seen = new Set([0, ...graph.targets])
        expect([...seen]).toEqual([...seen].sort((a, b) => a - b))
        expect(seen.size).toBe(graph.nodes)
      }),
      { numRuns: SYSTEMS },
    )
  })

  test('has as many states and steps as the search', () => {
    fc.assert(
      fc.property(anyIrSpec, (spec) => {
        const { graph, limit } = finished(buildGraph(programOf(spec), { limitStates: 3_000 }))
        if (limit !== undefined) return
        const { states, edges } = runSearch(programOf(spec), { stopAtFirst: false, wantsCounterexample: false })
        expect([graph.nodes, graph.targets.length]).toEqual([states, edges])
      }),
      { numRuns: SYSTEMS },
    )
  })
})

describe('components of a part of a graph', () => {
  test('are the nodes that reach one another inside, each after those that it leads to, pass after pass', () => {
    fc.assert(
      fc.property(anyIrSpec, fc.integer(), fc.boolean(), (spec, salt, isOwedOnly) => {
        const { graph, limit } = finished(buildGraph(programOf(spec), { limitStates: 100 }))
        if (limit !== undefined) return
        const components = new Components(graph, new Meter(), isOwedOnly ? By.voluntary : 0)
        const shown = isOwedOnly ? withoutVoluntary(graph) : graph
        for (let pass = 0; pass < 3; pass++) {
          const marks = Uint8Array.from(
            { length: graph.nodes },
            (_, node) => (Math.imul(salt + pass, node + 7) >>> 9) % 4,
          )
          const found: number[][] = []
          components.begin(marks)
          for (let it = components.next(); it !== undefined; it = components.next()) {
            if (it === 'a moment') continue
            found.push([...it.members.subarray(it.from, it.to)])
            expect(new Set(found.at(-1)!.map((node) => components.numbers[node]))).toEqual(new Set([it.number]))
          }
          expect(found.flat().sort((a, b) => a - b)).toEqual([...marks.keys()].filter((node) => marks[node] !== 0))
          const done = new Set<number>()
          for (const members of found) {
            for (const member of members) done.add(member)
            const reached = reachedFrom(shown, members[0]!, marks)
            expect([...reached].filter((node) => !done.has(node))).toEqual([])
            const back = [...reached].filter((node) => reachedFrom(shown, node, marks).has(members[0]!))
            expect(back.sort((a, b) => a - b)).toEqual(members.sort((a, b) => a - b))
          }
        }
      }),
      { numRuns: SYSTEMS },
    )
  })
})

function withoutVoluntary(graph: Graph): Graph {
  const kept = edgesOf(graph).filter(([edge]) => (graph.by[edge]! & By.voluntary) === 0)
  const offsets = new Int32Array(graph.nodes + 1)
  for (const [, from] of kept) offsets[from + 1]!++
  for (let node = 0; node < graph.nodes; node++) offsets[node + 1]! += offsets[node]!
  return { ...graph, offsets, targets: Int32Array.from(kept, ([edge]) => graph.targets[edge]!) }
}
