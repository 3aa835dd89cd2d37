import { cell, either, forever, rest, type System, spinUntil, step, system, threadIds, timeout } from 'lockproof'
import { expect, test } from 'vitest'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import { contentIn } from '../../../src/explorer/liveness/content-in.ts'
import { stuckIn } from '../../../src/explorer/liveness/stuck.ts'
import { quotientOf } from '../../../src/explorer/quotient/quotient.ts'
import { isSomebodyStuck } from '../../../src/explorer/quotient/stuck.ts'
import { alikeThreads } from '../../../src/explorer/symmetry/alike.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished } from '../../../src/tasks/task.ts'

/** Two raise and lower a flag for ever, in three steps; W waits for it to be up, or for what it never is. */
const waiting = (what: 'up' | 'gone'): System =>
  system(`waits until it is ${what}`, ({ shared, thread, threads }) => {
    const { flag } = shared({ flag: cell(['down', 'half', 'up', 'gone']) })
    threads(threadIds(2, 'P'), function* () {
      yield* forever(function* () {
        yield* flag.store('half')
        yield* flag.store('up')
        yield* flag.store('down')
      })
    })
    thread('W', function* () {
      yield* forever(function* () {
        yield* flag.waitFor(what)
      })
    })
  })

/** W waits for what nobody owes it: who might do it may rest before. */
const hoping: System = system('waits for whoever rests', ({ shared, thread, threads }) => {
  const { flag } = shared({ flag: cell(['down', 'up']) })
  threads(threadIds(2, 'P'), function* () {
    yield* rest()
    yield* flag.store('up')
  })
  thread('W', () => flag.waitFor('up'))
})

/** P gives W its way again and again; but each may leave, and who has left need not come back. */
const leaving: System = system('waits for whoever may leave', ({ shared, thread, threads }) => {
  const { flag } = shared({ flag: cell(['down', 'up']) })
  threads(threadIds(2, 'P'), function* () {
    yield* forever(function* () {
      const how = yield* either(flag.when('down').exchange('up'), timeout())
      if (how === 'timed out') yield* rest()
      else yield* flag.store('down')
    })
  })
  thread('W', () => flag.waitFor('up'))
})

/** One takes it and keeps it; the other goes round for it for ever. */
const spinning: System = system('spins for what is kept', ({ shared, thread, threads }) => {
  const { flag } = shared({ flag: cell(['down', 'up']) })
  threads(threadIds(2, 'P'), () => spinUntil(() => flag.compareAndSwap('down', 'up')))
  thread('W', () => step('nothing'))
})

/** In states, and among forms. */
function isStuck(design: System): readonly boolean[] {
  const { program } = compile(design.build())
  const meter = new Meter()
  const { graph } = finished(buildGraph(program))
  const { swaps } = finished(alikeThreads(program, () => true, {}))
  const quotient = finished(quotientOf(program, swaps, { meter }))
  const { program: asked } = quotient.reduction
  return [
    finished(stuckIn(graph, 3, contentIn(program, graph), meter)).some((set) => set !== 0),
    finished(isSomebodyStuck(quotient, contentIn(asked, quotient.graph), meter)),
  ]
}

test('who is free somewhere on its track has hope all along it', () => {
  expect(isStuck(waiting('up'))).toEqual([false, false])
  expect(isStuck(waiting('gone'))).toEqual([true, true])
})

test('from a step that nobody owes there is none', () => {
  expect(isStuck(hoping)).toEqual([true, true])
  expect(isStuck(leaving)).toEqual([true, true])
})

test('to go round is not to go on', () => {
  expect(isStuck(spinning)).toEqual([true, true])
})
