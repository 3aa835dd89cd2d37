/** Whether every fair run of a program does what a question asks. */
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Components } from '../graph/components.ts'
import type { Arena, Graph } from '../graph/graph.ts'
import { claim } from '../graph/storage.ts'
import { fairNodes } from './fair-components.ts'
import { type Conditions, type Fairness, type FairnessKind, fairnessOf } from './fairness.ts'
import { type Lasso, lassoOf } from './lasso.ts'
import { partOf, type Question } from './part.ts'

export type Answer =
  /** In every run. */
  | { readonly result: 'holds' }
  /** In the run shown, or in one for which there was no time or memory; of this graph, if not of the one asked. */
  | { readonly result: 'violated'; readonly lasso?: Lasso; readonly graph?: Graph }
  /** In no run through the states that have been expanded, which are not all. */
  | { readonly result: 'not decided' }

export type AnswerOptions = {
  readonly meter: Meter
  /** Whether the run that violates is wanted (default). */
  readonly wantsLasso?: boolean | undefined
  /** See `LassoOptions`. */
  readonly budget?: number | undefined
}

/** @throws Stopped before it is known whether some run violates */
export function* answerOf(graph: Graph, question: Question, fairness: Fairness, options: AnswerOptions): Task<Answer> {
  const { progress } = options.meter
  try {
    const marks = yield* partOf(graph, question, options.meter)
    const answer = yield* stayingIn(graph, marks, { fairness }, options)
    return answer ?? { result: graph.expanded < graph.nodes ? 'not decided' : 'holds' }
  } finally {
    options.meter.progress = progress
  }
}

/** A run that stays in the part in which all runs violate, if there is one. @throws Stopped */
export function* stayingIn(
  arena: Arena,
  marks: Uint8Array,
  conditions: Conditions,
  { meter, wantsLasso = true, budget }: AnswerOptions,
): Task<Extract<Answer, { result: 'violated' }> | undefined> {
  const components = new Components(arena, meter)
  claim(meter, (wantsLasso ? 2 : 0) * marks.length)
  const how = { meter, isOneEnough: !wantsLasso }
  const fair = yield* fairNodes(arena, conditions, components, wantsLasso ? marks.slice() : marks, how)
  if (fair === undefined) return undefined
  if (!wantsLasso) return { result: 'violated' }
  meter.allowExplaining()
  const { numbers } = components
  const lasso = yield* orStopped(lassoOf({ arena, conditions, marks, fair, numbers, budget, meter }))
  return lasso instanceof Stopped ? { result: 'violated' } : { result: 'violated', lasso }
}

/** The weakest fairness to all threads under which the question holds; `undefined` if there is none, or nobody knows. @throws Stopped */
export function* weakestFairness(
  graph: Graph,
  question: Question,
  threads: number,
  meter: Meter,
): Task<FairnessKind | undefined> {
  for (const kind of ['none', 'weak', 'strong'] as const) {
    const { result } = yield* answerOf(graph, question, fairnessOf(kind, threads), { meter, wantsLasso: false })
    if (result === 'holds') return kind
  }
  return undefined
}
