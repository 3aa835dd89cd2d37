import {
  again,
  cell,
  forever,
  loop,
  object,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import type { Graph } from '../../../src/explorer/graph/graph.ts'
import { isInside } from '../../../src/explorer/graph/predicates.ts'
import { answerOf } from '../../../src/explorer/liveness/answer.ts'
import { judged } from '../../../src/explorer/liveness/fair-components.ts'
import { fairnessOf } from '../../../src/explorer/liveness/fairness.ts'
import type { Question } from '../../../src/explorer/liveness/part.ts'
import { answerInQuotient } from '../../../src/explorer/quotient/answer.ts'
import { quotientOf } from '../../../src/explorer/quotient/quotient.ts'
import { alikeThreads } from '../../../src/explorer/symmetry/alike.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished } from '../../../src/tasks/task.ts'

/** Who has the turn hands it to the other, for ever; so nobody raises what W waits for. But whoever has it is called the same in each form. */
const turn: System = system('the turn', ({ shared, regions, thread, threads }) => {
  const ids = threadIds(2, 'P')
  const { trying, critical } = regions('trying', 'critical')
  type Turn = { readonly turn: ThreadId | null; readonly isUp: boolean }
  const { it } = shared({
    it: object<Turn>({ turn: null, isUp: false })({
      act(d, me: ThreadId) {
        if (d.turn === null) d.turn = me
        else if (d.turn !== me) d.isUp = true
        else d.turn = ids.find((id) => id !== me) ?? null
      },
      wait(d) {
        waitUntil(d.isUp)
      },
    }),
  })
  thread('W', function* () {
    yield* trying(() => it.wait())
    yield* critical()
  })
  threads(ids, function* (me) {
    yield* forever(function* () {
      yield* it.act(me)
    })
  })
})

/** Who takes the seat must signal W, while the other goes round alone. In forms both names step: whoever goes round is called now so, now so. */
const seat: System = system('the seat', ({ shared, regions, thread, threads, allowDeadlock }) => {
  const { trying, critical } = regions('trying', 'critical')
  const { seat: it, signal } = shared({ seat: cell(['free', 'taken']), signal: cell(['down', 'up']) })
  thread('W', function* () {
    yield* trying(() => signal.waitFor('up'))
    yield* critical()
  })
  threads(threadIds(2, 'P'), () =>
    loop('sitting down', function* (place: string): Steps<ReturnType<typeof again<string>> | undefined> {
      if (place === 'seated') {
        yield* signal.store('up')
        return undefined
      }
      if (place === 'sitting down') return again((yield* it.exchange('taken')) === 'free' ? 'seated' : 'once')
      yield* step(place)
      return again(place === 'once' ? 'twice' : 'sitting down')
    }),
  )
  allowDeadlock()
})

function worldOf(design: System) {
  const { program } = compile(design.build())
  const meter = new Meter()
  const { graph } = finished(buildGraph(program))
  const { swaps } = finished(alikeThreads(program, () => true, {}))
  const quotient = finished(quotientOf(program, swaps, { meter }))
  const asked = (of: Graph): Question => ({
    kind: 'leads to',
    from: isInside(program, of, 0, program.ir.regions.indexOf('trying')),
    to: isInside(program, of, 0, program.ir.regions.indexOf('critical')),
  })
  const nobodyIsRenamed = quotient.renamings.map((it) => it.map((_, thread) => thread))
  const inForms = (it: typeof quotient, how?: { judge: typeof judged }) =>
    finished(answerInQuotient(it, asked(it.graph), fairnessOf('weak', 3), meter, how))
  return {
    sizes: [graph.nodes, graph.by.length, quotient.graph.nodes, quotient.graph.by.length],
    whole: finished(answerOf(graph, asked(graph), fairnessOf('weak', 3), { meter, wantsLasso: false })).result,
    followed: inForms(quotient),
    notFollowed: inForms({ ...quotient, renamings: nobodyIsRenamed }),
    asInTheWhole: inForms(quotient, { judge: judged }),
  }
}

describe('a quotient in which names are not followed', () => {
  test('misses that who steps is now this, now that thread', () => {
    expect(worldOf(turn)).toEqual({
      sizes: [9, 22, 5, 12],
      whole: 'violated',
      followed: 'violated',
      notFollowed: 'holds',
      asInTheWhole: 'holds',
    })
  })

  test('takes one thread that steps for two', () => {
    expect(worldOf(seat)).toEqual({
      sizes: [25, 44, 13, 23],
      whole: 'holds',
      followed: 'holds',
      notFollowed: 'violated',
      asInTheWhole: 'violated',
    })
  })
})
