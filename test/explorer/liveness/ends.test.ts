import { forever, system } from 'lockproof'
import { expect, test } from 'vitest'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import { isInside } from '../../../src/explorer/graph/predicates.ts'
import { answerOfAutomaton } from '../../../src/explorer/liveness/accepted.ts'
import { fairnessOf } from '../../../src/explorer/liveness/fairness.ts'
import type { Automaton } from '../../../src/explorer/ltl/automaton.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished } from '../../../src/tasks/task.ts'

const toAndFro = system('to and fro', ({ regions, thread, mayRest }) => {
  const { here, there } = regions('here', 'there')
  thread('T', function* () {
    yield* forever(function* () {
      yield* here()
      yield* there()
    })
  })
  mayRest(here)
  mayRest(there)
})

/** Reads such letters one after the other, from any place of a word on; then anything. */
function reading(...letters: readonly boolean[]): Automaton {
  const any = { requires: 0, forbids: 0 }
  const edges = letters.map((isHere, i) => [
    ...(i === 0 ? [{ ...any, to: 0 }] : []),
    { requires: isHere ? 1 : 0, forbids: isHere ? 0 : 1, to: i + 1 },
  ])
  const states = letters.length + 1
  const marks = Array.from({ length: states }, (_, state) => (state === letters.length ? 1 : 0))
  return { states, initial: [0], edges: [...edges, [{ ...any, to: letters.length }]], sets: 1, marks }
}

/** Of a run that may end in both its states. */
function resultOf(automaton: Automaton): string {
  const { program } = compile(toAndFro.build())
  const { graph } = finished(buildGraph(program))
  const isHere = isInside(program, graph, 0, 0)
  const valuationOf = (state: number): number => (isHere(state) ? 1 : 0)
  const options = { meter: new Meter() }
  return finished(answerOfAutomaton(graph, automaton, valuationOf, fairnessOf('weak', 1), options)).result
}

test('a run that ends is read as one that stays where it is', () => {
  expect(resultOf(reading(true, false, true))).toBe('violated')
  expect(resultOf(reading(true, true, true))).toBe('violated')
})

test('after it has ended nobody steps', () => {
  expect(resultOf(reading(true, true, false))).toBe('holds')
  expect(resultOf(reading(true, false, false, true))).toBe('holds')
})
