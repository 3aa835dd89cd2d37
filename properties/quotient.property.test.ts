import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf } from '../src/explorer/liveness/answer.ts'
import { fairnessOf } from '../src/explorer/liveness/fairness.ts'
import type { Quotient } from '../src/explorer/quotient/quotient.ts'
import { unfolded } from '../src/explorer/quotient/unfolded.ts'
import { SymmetryReduction } from '../src/explorer/symmetry/reduction.ts'
import type { Symmetry } from '../src/model/ir.ts'
import { cells, choose, type System, system, threadIds } from '../src/model/language/index.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { expectFairRun } from './fair-run.ts'
import { statesOf } from './liveness-laws.ts'
import { naiveGraph } from './naive-liveness.ts'
import { imageOf, wordsOf } from './orbits.ts'
import {
  type Asked,
  answersInQuotient,
  answersOfWhole,
  fairnessKinds,
  questionIn,
  quotientCase,
  quotientFor,
  stabiliserOf,
  type Whole,
  wholeOf,
} from './quotient-laws.ts'

const SYSTEMS = isLong ? 1_000 : 120
const LIMIT_MS = isLong ? 1_200_000 : 120_000
/** Of each system. */
const QUESTIONS = 8
const NAIVE_STATES = 200

/** A run of the design, edge by edge as it is naively, fair, in the part of the whole graph that a violation unfolds to. */
function expectRun(
  whole: Whole,
  quotient: Quotient,
  asked: Asked,
  salt: number,
  kind: 'none' | 'weak' | 'strong',
): void {
  const { program } = whole
  const threads = program.ir.threads.length
  const [fairness, meter] = [fairnessOf(kind, threads), new Meter()]
  const question = questionIn(whole, quotient.graph, asked, salt)
  const graph = finished(unfolded(program, quotient, question, fairness, meter))!
  expect(graph.nodes).toBeLessThanOrEqual(whole.graph.nodes)
  const answer = finished(answerOf(graph, questionIn(whole, graph, asked, salt), fairness, { meter }))
  if (answer.result !== 'violated') throw new Error('what is unfolded has no run that violates')
  const naive = naiveGraph(program.ir, () => 0, NAIVE_STATES)
  if (naive === undefined) return
  const all = 2 ** threads - 1
  expectFairRun({ program, graph, naive, threads, states: statesOf(graph) }, answer.lasso!, {
    weak: kind === 'none' ? 0 : all,
    strong: kind === 'strong' ? all : 0,
    actions: [],
  })
}

describe('a quotient that follows names answers what the whole graph answers', () => {
  test.each<Asked>(['of a thread', 'of all'])(
    'verdicts under three fairnesses, who is stuck, and runs: %s',
    (asked) => {
      const seen = { violated: [0, 0, 0], stuck: 0, free: 0, smaller: 0 }
      const law = fc.property(quotientCase, ({ system, salt }) => {
        const whole = wholeOf(system)
        fc.pre(whole !== undefined)
        const quotient = quotientFor(whole, asked)
        fc.pre(quotient !== undefined)
        if (quotient.graph.nodes < whole.graph.nodes) seen.smaller++
        for (let question = salt; question < salt + QUESTIONS; question++) {
          const answers = answersOfWhole(whole, asked, question)
          expect(answersInQuotient(whole, quotient, asked, question)).toEqual(answers)
          if (answers.at(-1) === true) seen.stuck++
          else seen.free++
          for (const [i, kind] of fairnessKinds.entries()) {
            if (answers[i] !== 'violated') continue
            seen.violated[i]!++
            if (question === salt) expectRun(whole, quotient, asked, question, kind)
          }
        }
      })
      fc.assert(law, { numRuns: SYSTEMS, maxSkipsPerRun: 20 })
      const [none, weak, strong] = seen.violated as [number, number, number]
      expect(Math.min(strong, seen.stuck, seen.free)).toBeGreaterThan(SYSTEMS / 10)
      expect(seen.smaller).toBeGreaterThan(SYSTEMS / 2)
      expect(none).toBeGreaterThan(weak)
      expect(weak).toBeGreaterThan(strong)
    },
    LIMIT_MS,
  )
})

/** What threads are called in the image of a state under these exchanges, one after the other. */
function calledAfter({ swaps }: Symmetry, word: readonly number[], threads: number): string {
  const called = Array.from({ length: threads }, (_, thread) => thread)
  const exchanged = (name: number, [left, right]: readonly [number, number]): number =>
    name === left ? right : name === right ? left : name
  return called.map((name) => word.reduce((now, swap) => exchanged(now, swaps[swap]!), name)).join()
}

/** Each points at somebody, and then at another: in a ring all are to each other what the next is to the next, and no order of colours tells them apart. */
const pointing: System = system('pointing', ({ shared, threads }) => {
  const ids = threadIds(4)
  const { at } = shared({ at: cells(ids, [null, ...ids]) })
  threads(ids, function* (me) {
    yield* at.at(me).store(yield* choose(ids))
  })
})

/** How many forms are not the state itself, and how many had ties to resolve. */
function expectCalled({ program, graph }: Whole): { readonly renamed: number; readonly tied: number } {
  const symmetry = program.symmetry!
  const threads = program.ir.threads.length
  const { form } = new SymmetryReduction(program, [...symmetry.swaps.keys()])
  const words = new Map(wordsOf(symmetry, threads).map((word) => [calledAfter(symmetry, word, threads), word]))
  let renamed = 0
  for (const state of statesOf(graph)) {
    const holds = [...state.values, ...state.locals]
    expect(form.applyTo(holds)).toBe(true)
    const word = words.get(Array.from({ length: threads }, (_, thread) => form.from.indexOf(thread)).join())!
    const image = word.reduce((at, swap) => imageOf(symmetry, swap, at), state)
    expect([...image.values, ...image.locals]).toEqual(holds)
    if (word.length > 0) renamed++
  }
  return { renamed, tied: form.tied }
}

describe('a form says what threads are called in it: it is the image of the state under the exchanges that call them so', () => {
  test(
    'in random designs',
    () => {
      let all = 0
      const law = fc.property(quotientCase, ({ system }) => {
        const whole = wholeOf(system)
        fc.pre(whole !== undefined)
        all += expectCalled(whole).renamed
      })
      fc.assert(law, { numRuns: SYSTEMS, maxSkipsPerRun: 20 })
      expect(all).toBeGreaterThan(SYSTEMS)
    },
    LIMIT_MS,
  )

  test('where ties are resolved, too', () => {
    const { renamed, tied } = expectCalled(wholeOf(pointing)!)
    expect(Math.min(renamed, tied)).toBeGreaterThan(20)
  })
})

type Mutant = {
  readonly name: string
  readonly asked: Asked
  readonly quotient?: (quotient: Quotient) => Quotient
  /** Another group. */
  readonly swaps?: (whole: Whole) => readonly number[]
}

const renamed =
  (rename: (thread: number, renaming: Uint8Array) => number) =>
  (quotient: Quotient): Quotient => ({
    ...quotient,
    renamings: quotient.renamings.map((it) => it.map((_, thread) => rename(thread, it))),
  })

/** That names are followed at all, random designs do not miss: `test/explorer/quotient/names`. */
const mutants: readonly Mutant[] = [
  {
    name: 'names are followed backwards',
    asked: 'of all',
    quotient: renamed((thread, renaming) => renaming.indexOf(thread)),
  },
  { name: 'one thread is asked for in the quotient of all', asked: 'of a thread', swaps: ({ swaps }) => swaps },
]

describe('wrong answers of a quotient are noticed', () => {
  test.each(mutants)(
    '$name',
    ({ asked, quotient: mutate = (it) => it, swaps = stabiliserOf }) => {
      const law = fc.property(quotientCase, ({ system, salt }) => {
        const whole = wholeOf(system)
        fc.pre(whole !== undefined)
        const right = quotientFor({ ...whole, swaps: asked === 'of all' ? whole.swaps : swaps(whole) }, 'of all')
        fc.pre(right !== undefined)
        const seen = answersInQuotient(whole, mutate(right), asked, salt)
        expect(seen).toEqual(answersOfWhole(whole, asked, salt))
      })
      expect(fc.check(law, { numRuns: 1_500, maxSkipsPerRun: 20, endOnFailure: true }).failed).toBe(true)
    },
    120_000,
  )
})
