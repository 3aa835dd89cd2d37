import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Task } from '../../tasks/task.ts'
import { type Graph, sourceOf } from '../graph/graph.ts'
import type { Automaton } from '../ltl/automaton.ts'
import { By } from '../steps/by.ts'
import { type Answer, type AnswerOptions, stayingIn } from './answer.ts'
import type { Fairness } from './fairness.ts'
import type { Lasso } from './lasso.ts'
import { Part } from './part.ts'
import { NOBODY, type Product, productOf, type ValuationOf } from './product.ts'

/**
 * Whether no fair run is accepted by the automaton: that of what must not happen. A run that is accepted is shown, though it need not be the shortest.
 * @throws Stopped
 */
export function* answerOfAutomaton(
  graph: Graph,
  automaton: Automaton,
  valuationOf: ValuationOf,
  fairness: Fairness,
  options: AnswerOptions,
): Task<Answer> {
  const { progress } = options.meter
  try {
    const product = yield* productOf(graph, automaton, valuationOf, fairness, options.meter)
    const { arena, acceptance } = product
    const marks = new Uint8Array(arena.nodes).fill(Part.inside | Part.begins)
    const found = yield* stayingIn(arena, marks, { fairness, acceptance }, options)
    if (found === undefined) return { result: graph.expanded < graph.nodes ? 'not decided' : 'holds' }
    return found.lasso === undefined ? found : { ...found, lasso: lassoIn(graph, product, found.lasso) }
  } finally {
    options.meter.progress = progress
  }
}

/** A lasso of the product as one of the graph, folded as far as its run allows. */
function lassoIn(graph: Graph, { arena, stateOf }: Product, { start, stem, cycle }: Lasso): Lasso {
  const edgesIn = (edges: readonly number[]): number[] =>
    edges
      .filter((edge) => (at(arena.by, edge) & By.thread) !== NOBODY)
      .map((edge) =>
        edgeIn(graph, stateOf(sourceOf(arena, edge)), stateOf(at(arena.targets, edge)), at(arena.by, edge)),
      )
  const round = primitive(edgesIn(cycle))
  const way = edgesIn(stem)
  while (round.length > 0 && way.at(-1) === round.at(-1)) {
    way.pop()
    round.unshift(...round.splice(-1)) // the same run, one step earlier
  }
  return { start: stateOf(start), stem: way, cycle: round, isShortest: way.length + round.length === 0 }
}

function edgeIn(graph: Graph, from: number, to: number, by: number): number {
  const { offsets, targets } = graph
  let edge = at(offsets, from)
  while (edge < at(offsets, from + 1) && (targets[edge] !== to || graph.by[edge] !== by)) edge++
  if (edge === offsets[from + 1]) throw new InternalError('a step of the product is none of the graph')
  return edge
}

/** The shortest list of which this is a repetition. */
function primitive(cycle: readonly number[]): number[] {
  let length = 1
  while (
    length < cycle.length &&
    !(cycle.length % length === 0 && cycle.every((edge, i) => edge === cycle[i % length]))
  )
    length++
  return cycle.slice(0, length)
}
