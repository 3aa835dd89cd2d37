import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../src/explorer/graph/build-graph.ts'
import type { Graph } from '../src/explorer/graph/graph.ts'
import { hasEnded, isInside } from '../src/explorer/graph/predicates.ts'
import { answerOf } from '../src/explorer/liveness/answer.ts'
import { bypassOf } from '../src/explorer/liveness/bypass.ts'
import { contentIn } from '../src/explorer/liveness/content-in.ts'
import { fairnessOf } from '../src/explorer/liveness/fairness.ts'
import { stuckIn } from '../src/explorer/liveness/stuck.ts'
import type { ActionsOf } from '../src/explorer/steps/by.ts'
import { type Alike, alikeThreads } from '../src/explorer/symmetry/alike.ts'
import { type CompileOptions, compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import type { System } from '../src/model/language/index.ts'
import { Meter } from '../src/tasks/meter.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { symmetricRing, symmetricRingSystem } from './arbitraries/symmetric-ring.ts'

const SYSTEMS = isLong ? 1_000 : 60
const LIMIT_MS = isLong ? 1_200_000 : 120_000
const limitStates = 1_500

const systemsOf = (comparesIds: boolean): fc.Arbitrary<System> =>
  fc.oneof(
    symmetricRing(comparesIds).map(symmetricRingSystem),
    symmetricDesign(comparesIds).map((design) => symmetricSystem({ ...design, hasCycles: true })),
  )

/** An operation is an action if its label is of even length: that of an id is as long as that of another. */
const actionsOf =
  ({ ir }: Program): ActionsOf =>
  (operation) =>
    ir.operations[operation]!.label.length % 2 === 0 ? 1 : 0

type Seen = { readonly program: Program; readonly graph: Graph }

function seen(system: System, options: CompileOptions): Seen | undefined {
  const { program } = compile(system.build(), { budget: { runs: 1_200 }, ...options })
  if (program.symmetry === undefined) return undefined
  const { graph, limit } = finished(buildGraph(program, { limitStates, actionsOf: actionsOf(program) }))
  return limit === undefined ? { program, graph } : undefined
}

/** All that is asked of a thread. */
function answersOf({ program, graph }: Seen, thread: number): unknown[] {
  const { ir } = program
  const meter = new Meter()
  const [count, critical] = [ir.threads.length, Math.max(ir.regions.indexOf('critical'), ir.regions.indexOf('inside'))]
  const isIn = [...ir.threads.keys()].map((one) => isInside(program, graph, one, critical))
  const ended = hasEnded(program, graph, thread)
  const waits = (state: number): boolean => !isIn[thread]!(state) && !ended(state)
  const question = { kind: 'leads to', from: waits, to: isIn[thread]! } as const
  const actions = [...ir.threads.keys()].map((one) => ({ thread: one, bits: 1 << 7 }))
  const fairnesses = [
    ...(['none', 'weak', 'strong'] as const).map((kind) => fairnessOf(kind, count)),
    { ...fairnessOf('weak', count), actions },
  ]
  const stuck = finished(stuckIn(graph, count, contentIn(program, graph), meter))
  return [
    ...fairnesses.map((fairness) => finished(answerOf(graph, question, fairness, { meter, wantsLasso: false })).result),
    finished(bypassOf(graph, { thread, waits, isInside: isIn }, meter)).most,
    stuck.filter((set) => (set >>> thread) & 1).length,
  ]
}

function expectSameOfAll(world: Seen, { families }: Alike): void {
  for (const [first, ...others] of families)
    for (const other of others) expect(answersOf(world, other)).toEqual(answersOf(world, first!))
}

const proved = ({ program }: Seen): Alike =>
  finished(alikeThreads(program, () => true, { actionsOf: actionsOf(program) }))

describe('what is true of runs of a thread is true of all that are proved to be alike', () => {
  test.each<[string, CompileOptions, boolean]>([
    ['closed tables', {}, false],
    ['tables of a search', { closes: false }, false],
    ['designs that compare ids', {}, true],
    ['designs that compare ids, tables of a search', { closes: false }, true],
  ])(
    '%s',
    (_, options, comparesIds) => {
      const counts = { systems: 0, alike: 0, notAlike: 0, violated: 0 }
      const law = fc.property(systemsOf(comparesIds), (system) => {
        const world = seen(system, options)
        fc.pre(world !== undefined)
        const alike = proved(world)
        counts.systems++
        if (alike.families.length > 0) counts.alike++
        if (alike.swaps.length < world.program.symmetry!.swaps.length) counts.notAlike++
        if (alike.families.length > 0 && answersOf(world, alike.families[0]![0]!).includes('violated'))
          counts.violated++
        expectSameOfAll(world, alike)
      })
      fc.assert(law, { numRuns: SYSTEMS, maxSkipsPerRun: 20 })
      expect(counts.systems).toBe(SYSTEMS)
      expect(counts.alike).toBeGreaterThan(comparesIds ? SYSTEMS / 2 : SYSTEMS - 1)
      if (comparesIds) expect(counts.notAlike).toBeGreaterThan(SYSTEMS / 20)
      expect(counts.violated).toBeGreaterThan(SYSTEMS / 20)
    },
    LIMIT_MS,
  )

  test('and not without the proof', () => {
    const law = fc.property(systemsOf(true), (system) => {
      const world = seen(system, {})
      fc.pre(world !== undefined)
      expectSameOfAll(world, { families: world.program.symmetry!.families, swaps: [], compared: 0 })
    })
    expect(fc.check(law, { numRuns: 500, maxSkipsPerRun: 20 }).failed).toBe(true)
  })
})
