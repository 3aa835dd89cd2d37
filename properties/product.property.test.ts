import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOfAutomaton } from '../src/explorer/liveness/accepted.ts'
import type { Lasso } from '../src/explorer/liveness/lasso.ts'
import { nodesOf } from '../src/explorer/liveness/run-of.ts'
import type { Automaton } from '../src/explorer/ltl/automaton.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { expectFairRun } from './fair-run.ts'
import { caseOf, fairnessesOf, type GeneratorName, labelled, questionOf, type World, worldOf } from './liveness-laws.ts'
import type { NaiveState } from './naive-checker.ts'
import { type NaiveGraph, naiveLasso } from './naive-liveness.ts'
import { isNaivelyAccepted } from './naive-product.ts'

const SYSTEMS = isLong ? 2_000 : 150
const LIMIT_MS = isLong ? 600_000 : 60_000

/** Over two propositions. */
const automaton: fc.Arbitrary<Automaton> = fc.integer({ min: 1, max: 3 }).chain((states) =>
  fc
    .record({
      edges: fc.array(
        fc.array(fc.record({ requires: fc.nat(3), forbids: fc.nat(3), to: fc.nat(states - 1) }), {
          minLength: 1,
          maxLength: 3,
        }),
        { minLength: states, maxLength: states },
      ),
      sets: fc.nat(2),
      marks: fc.array(fc.nat(3), { minLength: states, maxLength: states }),
    })
    .map(({ edges, sets, marks }) => ({
      states,
      initial: [0],
      edges: edges.map((from) => from.map((it) => ({ ...it, forbids: it.forbids & ~it.requires }))),
      sets,
      marks: marks.map((it) => it & (2 ** sets - 1)),
    })),
)

const always = { requires: 0, forbids: 0 }
const [p, q] = [1, 2]

/** Of what must not happen: P and then never Q; from some time on never P; never P. */
const negated: Readonly<Record<'leadsTo' | 'infinitelyOften' | 'eventually', Automaton>> = {
  leadsTo: {
    states: 2,
    initial: [0],
    edges: [
      [
        { ...always, to: 0 },
        { requires: p, forbids: q, to: 1 },
      ],
      [{ requires: 0, forbids: q, to: 1 }],
    ],
    sets: 1,
    marks: [0, 1],
  },
  infinitelyOften: {
    states: 2,
    initial: [0],
    edges: [
      [
        { ...always, to: 0 },
        { requires: 0, forbids: p, to: 1 },
      ],
      [{ requires: 0, forbids: p, to: 1 }],
    ],
    sets: 1,
    marks: [0, 1],
  },
  eventually: { states: 1, initial: [0], edges: [[{ requires: 0, forbids: p, to: 0 }]], sets: 0, marks: [0] },
}

/** What the lasso reads is accepted: it is all there is in a graph of its own. */
function expectAccepted(
  world: World,
  lasso: Lasso,
  reader: Automaton,
  valuationOf: (state: NaiveState) => number,
): void {
  const places = nodesOf(world.graph, lasso).slice(0, lasso.cycle.length === 0 ? undefined : -1)
  const path: NaiveGraph = new Map(
    places.map((node, i) => {
      const to = `${i + 1 < places.length ? i + 1 : lasso.stem.length}`
      const step = { thread: 0, to, isOwed: true, advances: true, actions: 0 }
      const isEnd = lasso.cycle.length === 0 && i === lasso.stem.length
      return [`${i}`, { state: world.states[node]!, steps: isEnd ? [] : [step] }]
    }),
  )
  expect(isNaivelyAccepted(path, reader, valuationOf, { weak: 0, strong: 0, actions: [] })).toBe(true)
}

describe('automata that read the states of random tables', () => {
  test.each<GeneratorName>(['any', 'lively', 'ring'])(
    'some fair run is accepted, or none, as the naive search says: %s',
    (kind) => {
      const seen = { violated: 0, holds: 0, 'not decided': 0 }
      fc.assert(
        fc.property(caseOf(kind), automaton, (drawn, reader) => {
          const world = worldOf(drawn.spec)
          if (world === undefined || world.naive.size > 25) return
          const { isP, isQ } = questionOf(drawn)
          const valuationOf = (state: NaiveState): number => (isP(state) ? p : 0) | (isQ(state) ? q : 0)
          for (const fairness of fairnessesOf(drawn)) {
            const answer = finished(
              answerOfAutomaton(world.graph, reader, (s) => valuationOf(world.states[s]!), labelled(fairness), {
                meter: new Meter(),
              }),
            )
            const isAccepted = isNaivelyAccepted(world.naive, reader, valuationOf, fairness)
            expect(answer.result).toBe(isAccepted ? 'violated' : 'holds')
            seen[answer.result]++
            if (answer.result !== 'violated') continue
            expectFairRun(world, answer.lasso!, fairness)
            expectAccepted(world, answer.lasso!, reader, valuationOf)
          }
        }),
        { numRuns: SYSTEMS },
      )
      expect(Math.min(seen.violated, seen.holds)).toBeGreaterThan(SYSTEMS / 4)
    },
    LIMIT_MS,
  )

  test.each<GeneratorName>(['any', 'lively', 'ring'])(
    'questions have the answers of their automata: %s',
    (kind) => {
      fc.assert(
        fc.property(caseOf(kind), (drawn) => {
          const world = worldOf(drawn.spec)
          if (world === undefined) return
          const question = questionOf(drawn)
          const valuationOf = (s: number): number =>
            (question.isP(world.states[s]!) ? p : 0) | (question.isQ(world.states[s]!) ? q : 0)
          for (const fairness of fairnessesOf(drawn)) {
            const reader = negated[question.kind]
            const options = { meter: new Meter(), wantsLasso: false }
            const answer = finished(answerOfAutomaton(world.graph, reader, valuationOf, labelled(fairness), options))
            const length = naiveLasso(world.naive, question, fairness)
            expect(answer.result).toBe(length === undefined ? 'holds' : 'violated')
          }
        }),
        { numRuns: SYSTEMS },
      )
    },
    LIMIT_MS,
  )
})
