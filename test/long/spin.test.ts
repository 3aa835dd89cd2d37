import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ringIrSpec } from '../../properties/arbitraries/lasting-ir.ts'
import { programOf } from '../../properties/arbitraries/random-ir.ts'
import { type AtPlace, isSpinThere, mayStay, spinFinds } from '../../properties/spin-liveness.ts'
import { buildGraph } from '../../src/explorer/graph/build-graph.ts'
import { isAt } from '../../src/explorer/graph/predicates.ts'
import { answerOf } from '../../src/explorer/liveness/answer.ts'
import { fairnessOf } from '../../src/explorer/liveness/fairness.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { isLong } from '../setup/long.ts'
import { bakery, filter } from '../waiting/designs/level-locks.ts'
import { mcs, ticket } from '../waiting/designs/queue-locks.ts'
import { readersWriters } from '../waiting/designs/shared-locks.ts'
import { alternation, peterson, testAndSet } from '../waiting/designs/spin-locks.ts'

/** What is found here without fairness and under weak fairness of all threads. */
function found(program: Program, { thread, isP, isQ }: AtPlace): { none: boolean; weak: boolean } {
  const { graph } = finished(buildGraph(program))
  const question = {
    kind: 'leads to',
    from: isAt(program, graph, thread, isP),
    to: isAt(program, graph, thread, isQ),
  } as const
  const is = (kind: 'none' | 'weak'): boolean => {
    const fairness = fairnessOf(kind, program.ir.threads.length)
    return (
      finished(answerOf(graph, question, fairness, { meter: new Meter(), wantsLasso: false })).result === 'violated'
    )
  }
  return { none: is('none'), weak: is('weak') }
}

/** A C compiler runs for each system. */
const LIMIT_MS = 600_000

describe.skipIf(!isSpinThere)('SPIN, without and with -f, says the same', () => {
  test(
    'of random systems',
    () => {
      const seen = { none: 0, weak: 0, differ: 0 }
      const law = fc.property(ringIrSpec, fc.nat(1), (spec, place) => {
        const program = programOf(spec)
        const asked: AtPlace = { thread: 0, isP: (local) => local === place, isQ: (local) => local !== place }
        const [here, there] = [found(program, asked), spinFinds(program.ir, asked)]
        expect(here.weak).toBe(there.weak)
        if (!mayStay(program.ir)) expect(here.none).toBe(there.none)
        seen.none += here.none ? 1 : 0
        seen.weak += here.weak ? 1 : 0
        seen.differ += here.none === here.weak ? 0 : 1
      })
      fc.assert(law, { numRuns: isLong ? 60 : 2, seed: 11 })
      if (isLong) expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
    },
    LIMIT_MS,
  )

  const locks = [
    alternation(),
    peterson,
    filter(3),
    ticket(3),
    mcs(3),
    bakery(2, 2),
    bakery(2, 3),
    testAndSet('waits', 2),
    testAndSet('spins', 2),
    testAndSet('waits, then tries', 2),
    readersWriters('readers', 2, 1),
    readersWriters('writers', 1, 2),
  ]
  test.each(
    (isLong ? locks : locks.slice(0, 1)).map((lock) => [lock.name, JSON.stringify(lock.parameters), lock] as const),
  )('of %s %s', (_, __, lock) => {
    const { program } = compile(lock.build())
    const { regions, threads } = program.ir
    const inside = (region: string) => (local: number) =>
      (threads[0]!.regions[local]! & (1 << regions.indexOf(region))) !== 0
    const asked: AtPlace = { thread: 0, isP: inside('trying'), isQ: inside('critical') }
    expect(found(program, asked).weak).toBe(spinFinds(program.ir, asked).weak)
  })
})
