import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import { Components } from '../src/explorer/graph/components.ts'
import type { Graph } from '../src/explorer/graph/graph.ts'
import { fairNodes, type Judge, judged } from '../src/explorer/liveness/fair-components.ts'
import type { Fairness } from '../src/explorer/liveness/fairness.ts'
import { Part, partOf } from '../src/explorer/liveness/part.ts'
import { By } from '../src/explorer/steps/by.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import {
  askedOf,
  caseOf,
  edgesOf,
  fairnessesOf,
  type GeneratorName,
  labelled,
  questionOf,
  type World,
  worldOf,
} from './liveness-laws.ts'
import { type NaiveQuestion, naiveLasso } from './naive-liveness.ts'

/** The test of the tests: each thing that makes the answers right is left out, and must be missed within so many systems. */
const SYSTEMS = 2_000
const LIMIT_MS = 120_000

type Mutant = {
  readonly name: string
  readonly generator: GeneratorName
  /** Another graph, other marks of the part, another judgement of a component; or the start of the graph for all of it. */
  readonly graph?: (graph: Graph, marks: Uint8Array) => Graph
  readonly marks?: (world: World, question: NaiveQuestion) => Uint8Array
  readonly judge?: Judge
  readonly world?: (world: World) => World
}

const owedBy = (graph: Graph, isCounted: (edge: number) => boolean): Int32Array => {
  const owed = new Int32Array(graph.nodes)
  for (const [edge, from] of edgesOf(graph)) if (isCounted(edge)) owed[from]! |= 1 << (graph.by[edge]! & By.thread)
  return owed
}

const mutants: readonly Mutant[] = [
  {
    name: 'who is owed a step is read in the part',
    generator: 'any',
    graph: (graph, marks) => {
      const isInside = (edge: number): boolean => marks[graph.targets[edge]!] !== 0
      return { ...graph, owed: owedBy(graph, (edge) => isInside(edge) && (graph.by[edge]! & By.voluntary) === 0) }
    },
  },
  { name: 'a run that ends is no run', generator: 'any', graph: (graph) => ({ ...graph, hasEnds: false }) },
  {
    name: 'a step to the same state is no cycle',
    generator: 'any',
    *judge(arena, conditions, component, meter) {
      const { from, to } = component
      const isAlone = to - from === 1 && arena.owed[component.members[from]!] !== 0
      return isAlone ? 'unfair' : yield* judged(arena, conditions, component, meter)
    },
  },
  {
    name: 'steps that leave the component count',
    generator: 'any',
    *judge(arena, conditions, component, meter) {
      const freely = { fairness: { weak: 0, strong: 0, actions: [] } }
      if ((yield* judged(arena, freely, component, meter)) !== 'fair') return 'unfair'
      const numbers = component.numbers.map(() => component.number)
      return yield* judged(arena, conditions, { ...component, numbers }, meter)
    },
  },
  {
    name: 'a component is thrown away, and not split',
    generator: 'ring',
    *judge(arena, conditions, component, meter) {
      const judgement = yield* judged(arena, conditions, component, meter)
      return typeof judgement === 'object' ? 'unfair' : judgement
    },
  },
  {
    name: 'what is left of a component is not looked at again',
    generator: 'ring',
    *judge(arena, conditions, component, meter) {
      const judgement = yield* judged(arena, conditions, component, meter)
      return typeof judgement === 'object' ? 'fair' : judgement
    },
  },
  {
    name: 'actions are not looked at',
    generator: 'any',
    judge: (arena, { fairness }, component, meter) =>
      judged(arena, { fairness: { ...fairness, actions: [] } }, component, meter),
  },
  {
    name: 'an action of one thread is that of all',
    generator: 'any',
    judge: (arena, conditions, component, meter) => {
      const { fairness } = conditions
      const bits = fairness.actions.reduce((set, it) => set | it.bits, 0)
      const actions = fairness.actions.map(({ thread }) => ({ thread, bits }))
      return judged(arena, { ...conditions, fairness: { ...fairness, actions } }, component, meter)
    },
  },
  {
    name: 'what is voluntary is owed',
    generator: 'any',
    graph: (graph) => ({ ...graph, owed: owedBy(graph, () => true) }),
  },
  {
    name: 'P need not stay pending: any cycle without Q',
    generator: 'any',
    marks: ({ graph, states }, { kind, isP, isQ }) =>
      Uint8Array.from({ length: graph.nodes }, (_, node) => {
        return (kind === 'leadsTo' ? isQ(states[node]!) : isP(states[node]!)) ? 0 : Part.inside
      }),
  },
  {
    name: 'the start of a graph is taken for all of it',
    generator: 'any',
    world: (world) => {
      const { graph } = finished(buildGraph(world.program, { limitStates: Math.ceil(world.graph.nodes / 2) }))
      return { ...world, graph: { ...graph, expanded: graph.nodes, owed: graph.owed.map((it) => (it < 0 ? 0 : it)) } }
    },
  },
]

/** Whether the mutant finds a fair run that violates. */
function isViolated(mutant: Mutant, whole: World, question: NaiveQuestion, fairness: Fairness): boolean {
  const world = mutant.world?.(whole) ?? whole
  const meter = new Meter()
  const marks = mutant.marks?.(world, question) ?? finished(partOf(world.graph, askedOf(world, question), meter))
  const graph = mutant.graph?.(world.graph, marks) ?? world.graph
  const components = new Components(graph, meter)
  const options = { meter, ...(mutant.judge && { judge: mutant.judge }) }
  return finished(fairNodes(graph, { fairness }, components, marks, options)) !== undefined
}

function isMissed(mutant: Mutant, systems: number): boolean {
  const isRight = fc.property(caseOf(mutant.generator), (drawn) => {
    const world = worldOf(drawn.spec)
    if (world === undefined) return true
    const question = questionOf(drawn)
    return fairnessesOf(drawn).every(
      (fairness) =>
        isViolated(mutant, world, question, labelled(fairness)) ===
        (naiveLasso(world.naive, question, fairness) !== undefined),
    )
  })
  return fc.check(isRight, { numRuns: systems, endOnFailure: true }).failed
}

describe('wrong answers about runs without end are noticed', () => {
  test.each(mutants)('$name', (mutant) => expect(isMissed(mutant, SYSTEMS)).toBe(true), LIMIT_MS)

  test('and where nothing is left out there is nothing to notice', () => {
    expect(isMissed({ name: 'nothing', generator: 'ring' }, 200)).toBe(false)
  })
})
