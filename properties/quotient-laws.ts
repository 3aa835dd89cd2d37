import fc from 'fast-check'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import { type Graph, stateOf } from '../src/explorer/graph/graph.ts'
import { isInside, type StatePredicate } from '../src/explorer/graph/predicates.ts'
import { answerOf } from '../src/explorer/liveness/answer.ts'
import { contentIn } from '../src/explorer/liveness/content-in.ts'
import { fairnessOf } from '../src/explorer/liveness/fairness.ts'
import type { Question } from '../src/explorer/liveness/part.ts'
import { stuckIn } from '../src/explorer/liveness/stuck.ts'
import { answerInQuotient, type HowToJudge } from '../src/explorer/quotient/answer.ts'
import { type Quotient, quotientOf } from '../src/explorer/quotient/quotient.ts'
import { isSomebodyStuck } from '../src/explorer/quotient/stuck.ts'
import { alikeThreads } from '../src/explorer/symmetry/alike.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import type { System } from '../src/model/language/index.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { drawn, symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { symmetricRing, symmetricRingSystem } from './arbitraries/symmetric-ring.ts'

export type QuotientCase = { readonly system: System; readonly salt: number }

/** Symmetric by construction, with cycles. */
export const quotientCase: fc.Arbitrary<QuotientCase> = fc.record({
  system: fc.oneof(
    { weight: 2, arbitrary: symmetricRing(false).map(symmetricRingSystem) },
    {
      weight: 1,
      arbitrary: symmetricDesign(false).map((design) =>
        symmetricSystem({ ...design, hasCycles: true, hasFailing: false }),
      ),
    },
  ),
  salt: fc.nat(1 << 20),
})

/** A closed program, its whole graph, and the exchanges that are proved. */
export type Whole = {
  readonly program: Program
  readonly graph: Graph
  readonly swaps: readonly number[]
  /** The first of a family. */
  readonly thread: number
}

const limitStates = 1_500

/** `undefined` where it is too large, or nobody is alike. */
export function wholeOf(system: System): Whole | undefined {
  const { program } = compile(system.build(), { budget: { runs: 1_200 } })
  if (program.symmetry?.isOpen !== false) return undefined
  const { graph, limit } = finished(buildGraph(program, { limitStates }))
  const { swaps, families } = finished(alikeThreads(program, () => true, {}))
  const thread = families[0]?.[0]
  return limit === undefined && thread !== undefined ? { program, graph, swaps, thread } : undefined
}

/** Those that do not move the thread. */
export function stabiliserOf({ program, swaps, thread }: Whole): readonly number[] {
  return swaps.filter((swap) => !program.symmetry!.swaps[swap]!.includes(thread))
}

/** What is asked of one thread, by where it is; or of all, by how many are where. */
export type Asked = 'of a thread' | 'of all'

export function questionIn({ program, thread }: Whole, graph: Graph, asked: Asked, salt: number): Question {
  const states = Array.from({ length: graph.nodes }, (_, state) => stateOf(graph, state))
  const { regions } = program.ir
  const region = Math.max(0, regions.indexOf(drawn(2, salt, 'region') === 0 ? 'trying' : 'critical'))
  const isIn = program.ir.threads.map((_, t) => isInside(program, graph, t, region))
  const family = program.symmetry!.families.find((members) => members.includes(thread))!
  const view = (state: number): string | number =>
    asked === 'of a thread' ? states[state]!.locals[thread]! : family.filter((t) => isIn[t]!(state)).length
  const says =
    (salted: string, outOf: number): StatePredicate =>
    (state) =>
      drawn(outOf, salt, salted, view(state)) === 0
  const kind = (['leads to', 'leads to', 'infinitely often', 'eventually'] as const)[drawn(4, salt, 'kind')]!
  if (kind === 'leads to') return { kind, from: says('from', 2), to: says('to', 3) }
  return { kind, holds: says('holds', 3) }
}

export const fairnessKinds = ['none', 'weak', 'strong'] as const

/** What the whole graph answers under each fairness; and whether somebody is stuck. */
export function answersOfWhole(whole: Whole, asked: Asked, salt: number): unknown[] {
  const { program, graph } = whole
  const meter = new Meter()
  const question = questionIn(whole, graph, asked, salt)
  const threads = program.ir.threads.length
  const stuck = finished(stuckIn(graph, threads, contentIn(program, graph), meter))
  return [
    ...fairnessKinds.map(
      (kind) => finished(answerOf(graph, question, fairnessOf(kind, threads), { meter, wantsLasso: false })).result,
    ),
    stuck.some((set) => set !== 0),
  ]
}

export function quotientFor(whole: Whole, asked: Asked): Quotient | undefined {
  const swaps = asked === 'of all' ? whole.swaps : stabiliserOf(whole)
  return swaps.length === 0 ? undefined : finished(quotientOf(whole.program, swaps, { meter: new Meter() }))
}

/** The same of a quotient. */
export function answersInQuotient(
  whole: Whole,
  quotient: Quotient,
  asked: Asked,
  salt: number,
  how: HowToJudge = {},
): unknown[] {
  const { graph, reduction } = quotient
  const meter = new Meter()
  const question = questionIn(whole, graph, asked, salt)
  const threads = whole.program.ir.threads.length
  return [
    ...fairnessKinds.map((kind) =>
      finished(answerInQuotient(quotient, question, fairnessOf(kind, threads), meter, how)),
    ),
    finished(isSomebodyStuck(quotient, contentIn(reduction.program, graph), meter)),
  ]
}
