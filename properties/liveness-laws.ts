import fc from 'fast-check'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import { type Arena, type Graph, stateOf } from '../src/explorer/graph/graph.ts'
import type { Fairness } from '../src/explorer/liveness/fairness.ts'
import type { Question } from '../src/explorer/liveness/part.ts'
import { By } from '../src/explorer/steps/by.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { anyIrSpec, livelyIrSpec, ringIrSpec } from './arbitraries/lasting-ir.ts'
import { type IrSpec, programOf } from './arbitraries/random-ir.ts'
import type { NaiveState } from './naive-checker.ts'
import { type NaiveFairness, type NaiveGraph, type NaiveQuestion, naiveGraph } from './naive-liveness.ts'

/** A random system, and what is asked about its runs. */
export type LivenessCase = {
  readonly kind: GeneratorName
  readonly spec: IrSpec
  readonly salt: number
  readonly question: NaiveQuestion['kind']
  readonly weak: number
  readonly strong: number
  readonly actions: readonly number[]
}

export type GeneratorName = 'any' | 'lively' | 'ring'

const generators = { any: anyIrSpec, lively: livelyIrSpec, ring: ringIrSpec }

export const caseOf = (kind: GeneratorName): fc.Arbitrary<LivenessCase> =>
  fc.noBias(
    fc.record({
      kind: fc.constant(kind),
      spec: generators[kind],
      salt: fc.nat(2 ** 30),
      question: fc.constantFrom('leadsTo', 'leadsTo', 'leadsTo', 'infinitelyOften', 'eventually'),
      weak: fc.nat(15),
      strong: fc.nat(15),
      actions: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
    }),
  )

const LIMIT_STATES = 150

/** By a mix of its numbers; bits that have nothing to do with one another. */
function hash(...numbers: readonly number[]): number {
  let mixed = 17
  for (const number of numbers) {
    mixed = Math.imul(mixed ^ number, 0x01000193)
    mixed ^= mixed >>> 13
  }
  return mixed >>> 0
}

/** What is asked of a state: of thread 0 and an object, or of more; in a ring, whether thread 0 is at one of its places. */
export function questionOf({ kind, salt, question }: LivenessCase): NaiveQuestion {
  const isRing = kind === 'ring'
  const place = salt % 2
  const isP = ({ locals, values }: NaiveState): boolean =>
    isRing ? locals[0] === place : hash(salt, locals[0]!, salt & 1 ? values[0]! : 0) % 3 === 0
  const isQ = ({ locals, values }: NaiveState): boolean => {
    if (isRing) return locals[0] !== place && ((salt & 64) === 0 || hash(salt, values[0]!) % 2 === 0)
    return hash(salt + 1, locals[0]!, salt & 2 ? locals[1]! : 0, salt & 4 ? values[0]! : 0) % 4 === 0
  }
  return { kind: question, isP, isQ, actionsOf }
}

/** A step performs action 0 if it changes the first object, action 1 if it ends in a later place than it began. */
function actionsOf(thread: number, before: NaiveState, after: NaiveState): number {
  const changes = before.values[0] === after.values[0] ? 0 : 1
  return changes | (after.locals[thread]! > before.locals[thread]! ? 2 : 0)
}

/** No, weak, strong fairness, of some threads, of some actions. */
export function fairnessesOf({ spec, weak, strong, actions }: LivenessCase): readonly NaiveFairness[] {
  const all = 2 ** spec.threads.length - 1
  return [
    { weak: 0, strong: 0, actions: [] },
    { weak: all, strong: 0, actions: [] },
    { weak: all, strong: all, actions: [] },
    { weak: weak & all, strong: strong & all, actions: [] },
    { weak: weak & all, strong: 0, actions: actions.slice(0, spec.threads.length) },
  ]
}

export type World = {
  readonly program: Program
  readonly graph: Graph
  readonly naive: NaiveGraph
  readonly threads: number
  /** By number of a state of the graph. */
  readonly states: readonly NaiveState[]
}

/** `undefined` where there is too much of it. */
export function worldOf(spec: IrSpec): World | undefined {
  const program = programOf(spec)
  const naive = naiveGraph(program.ir, actionsOf, LIMIT_STATES)
  if (naive === undefined) return undefined
  const { graph: plain } = finished(buildGraph(program))
  const states = statesOf(plain)
  return { program, graph: withActions(plain, states), naive, threads: program.ir.threads.length, states }
}

export function statesOf(graph: Graph): NaiveState[] {
  return Array.from({ length: graph.nodes }, (_, state) => {
    const { values, locals } = stateOf(graph, state)
    return { values: [...values], locals: [...locals] }
  })
}

function withActions(graph: Graph, states: readonly NaiveState[]): Graph {
  const by = new Int32Array(graph.by.length)
  for (const [edge, from] of edgesOf(graph)) {
    const label = graph.by[edge]!
    by[edge] = label | (actionsOf(label & By.thread, states[from]!, states[graph.targets[edge]!]!) << By.firstAction)
  }
  return { ...graph, by }
}

/** `[edge, where it begins]`, one after the other. */
export function edgesOf({ nodes, offsets }: Arena): [number, number][] {
  return Array.from({ length: nodes }, (_, node) =>
    Array.from({ length: offsets[node + 1]! - offsets[node]! }, (_, i): [number, number] => [offsets[node]! + i, node]),
  ).flat()
}

export function askedOf({ states }: World, { kind, isP, isQ }: NaiveQuestion): Question {
  const holds = (state: number): boolean => isP(states[state]!)
  if (kind !== 'leadsTo') return { kind: kind === 'eventually' ? 'eventually' : 'infinitely often', holds }
  return { kind: 'leads to', from: holds, to: (state) => isQ(states[state]!) }
}

/** With actions where labels have them. */
export function labelled(fairness: NaiveFairness): Fairness {
  const actions = fairness.actions.map((bits, thread) => ({ thread, bits: bits << By.firstAction }))
  return { ...fairness, actions: actions.filter(({ bits }) => bits !== 0) }
}
