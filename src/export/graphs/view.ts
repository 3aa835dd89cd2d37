/**
 * What is drawn of a graph of states: the first that were met, and those on the run that violates. Other formats say
 * the same.
 */
import type { Schedule } from '../../check/explain/schedule.ts'
import { at } from '../../errors/at.ts'
import { Contentment } from '../../explorer/findings/contentment.ts'
import { PropertyChecks, Truth } from '../../explorer/findings/property-checks.ts'
import { type Graph, stateOf } from '../../explorer/graph/graph.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import { type ObjectId, Pending, type Program, type ValueId } from '../../model/ir.ts'
import type { Value } from '../../verdict/value.ts'
import type { Words } from '../words/words.ts'
import { type Edge, Edges } from './edges.ts'
import { type Path, pathIn } from './path.ts'

export type Pictured = {
  /** The system, with its parameters. */
  readonly title: string
  /** What a check says of it. */
  readonly verdict: string
  readonly program: Program
  readonly words: Words
  readonly value: (object: ObjectId, value: ValueId) => Value
  readonly graph: Graph
  /** Whether there are more states than the graph has. */
  readonly isCut: boolean
  /** No more than the first so many states are drawn, and those on the run. */
  readonly mostStates: number
  /** The run that violates, if there is one. */
  readonly run?: Schedule | undefined
  /** What is wrong at its end, where no single state says it. */
  readonly endMark?: string | undefined
}

export type DrawnState = {
  /** Among those that are drawn; the initial one is 0. */
  readonly id: number
  readonly state: UnpackedState
  /** What is wrong there. */
  readonly marks: readonly string[]
  readonly isOnRun: boolean
  /** Steps to states that are not drawn. */
  readonly stepsLeftOut: number
}

export type DrawnEdge = Pick<Edge, 'step'> & {
  readonly source: number
  readonly target: number
  /** Which steps of the run it is, counted from 1. */
  readonly ofRun: readonly number[]
}

type Parts = { readonly edges: Edges; readonly path: Path; readonly drawn: readonly number[] }

export function viewOf(pictured: Pictured): View {
  const { graph, program, run, mostStates } = pictured
  const edges = new Edges(program, graph)
  const path = pathIn(graph, edges, run)
  const first = Array.from({ length: Math.min(graph.expanded, mostStates) }, (_, state) => state)
  const others = path.states.filter((state) => state >= first.length && state < graph.expanded)
  return new View(pictured, { edges, path, drawn: [...first, ...new Set(others)] })
}

export class View {
  readonly pictured: Pictured
  readonly path: Path
  /** By id, the state of the graph. */
  readonly #drawn: readonly number[]
  readonly #ids: ReadonlyMap<number, number>
  readonly #edges: Edges
  readonly #checks: PropertyChecks
  readonly #contentment: Contentment
  #edgeCount: number | undefined

  constructor(pictured: Pictured, { edges, path, drawn }: Parts) {
    const { program } = pictured
    this.pictured = pictured
    this.path = path
    this.#drawn = drawn
    this.#ids = new Map(drawn.map((state, id) => [state, id]))
    this.#edges = edges
    this.#checks = new PropertyChecks(program)
    this.#contentment = new Contentment(program, this.#checks)
  }

  get stateCount(): number {
    return this.#drawn.length
  }

  /** Between states that are drawn. */
  get edgeCount(): number {
    const { offsets, targets } = this.pictured.graph
    this.#edgeCount ??= this.#drawn.reduce((sum, state) => {
      const ends = targets.subarray(offsets[state], offsets[state + 1])
      return sum + ends.reduce((count, end) => count + (this.#ids.has(end) ? 1 : 0), 0)
    }, 0)
    return this.#edgeCount
  }

  get isWhole(): boolean {
    return this.stateCount === this.pictured.graph.nodes && !this.pictured.isCut
  }

  /** The ids of the states of the run, in its order. */
  get runIds(): readonly number[] {
    return this.path.states.flatMap((state) => this.#ids.get(state) ?? [])
  }

  *states(): Generator<DrawnState> {
    const { graph } = this.pictured
    const onRun = new Set(this.path.states)
    for (const [id, state] of this.#drawn.entries()) {
      const ends = graph.targets.subarray(graph.offsets[state], graph.offsets[state + 1])
      const stepsLeftOut = ends.reduce((count, end) => count + (this.#ids.has(end) ? 0 : 1), 0)
      yield { id, state: stateOf(graph, state), marks: this.#marks(state), isOnRun: onRun.has(state), stepsLeftOut }
    }
  }

  /** Those to states that are not drawn lead to `rest`; without it they are left out. */
  *edges(rest?: number): Generator<DrawnEdge> {
    for (const [source, state] of this.#drawn.entries())
      for (const edge of this.#edges.of(state)) {
        const target = this.#ids.get(edge.to) ?? rest
        const { step, index } = edge
        if (target !== undefined) yield { step, source, target, ofRun: this.path.steps.get(index) ?? [] }
      }
  }

  #marks(state: number): readonly string[] {
    const { graph, program, endMark } = this.pictured
    const { layout, packed } = graph
    const { threads, properties, isDeadlockViolation } = program.ir
    const start = state * layout.words
    const { locals } = stateOf(graph, state)
    const isStuck = at(graph.owed, state) === 0 && isDeadlockViolation
    const waits = isStuck && threads.some((_, t) => !this.#contentment.of(t, layout, packed, start))
    const failed = threads.filter(({ pending }, t) => pending[at(locals, t)] === Pending.failed)
    const violated = properties.filter(
      ({ kind }, p) => kind === 'invariant' && this.#checks.check(p, layout, packed, start) !== Truth.isTrue,
    )
    return [
      ...(waits ? ['deadlock'] : []),
      ...failed.map(({ name }) => `${name} has failed`),
      ...violated.map(({ name }) => `violates ${name}`),
      ...(endMark !== undefined && state === this.path.states.at(-1) ? [endMark] : []),
    ]
  }
}
