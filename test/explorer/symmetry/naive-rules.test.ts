import {
  cell,
  cells,
  check,
  ensure,
  forever,
  object,
  range,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { symmetricSearch } from '../../../src/explorer/reduced/symmetric-search.ts'
import { runSearch, search } from '../../../src/explorer/search.ts'
import { type Layout, localOf } from '../../../src/explorer/states/layout.ts'
import type { ThreadChooser } from '../../../src/explorer/steps/generate.ts'
import { stepTables } from '../../../src/explorer/stubborn/facts/step-tables.ts'
import { SwapGroup } from '../../../src/explorer/symmetry/swap-group.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import type { Program } from '../../../src/model/ir.ts'
import { Meter, orStopped, Stopped } from '../../../src/tasks/meter.ts'
import { finished as ended } from '../../../src/tasks/task.ts'
import { finished } from './finished.ts'

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]

/** Three threads queue up; the head runs a recipe that singles out one order. */
function queueing(order: readonly number[]): System {
  return system('queueing', ({ shared, threads, allowDeadlock }) => {
    allowDeadlock()
    const ids = threadIds(3)
    const { queue } = shared({
      queue: object<{ readonly ids: readonly ThreadId[] }>({ ids: [] })({
        join(q, me: ThreadId) {
          q.ids.push(me)
        },
        check(q, me: ThreadId) {
          waitUntil(q.ids.length === 3 && q.ids[0] === me)
          ensure(
            order.some((index, place) => q.ids[place] !== ids[index]),
            'the one order',
          )
          q.ids = []
        },
      }),
    })
    threads(ids, function* (me) {
      yield* queue.join(me)
      yield* queue.check(me)
    })
  })
}

/** Threads that are alike, of a design that the search discovers. */
const alike = system('alike', ({ shared, threads }) => {
  const { n } = shared({
    n: object<{ readonly n: number }>({ n: 0 })({
      up(d) {
        d.n++
      },
    }),
  })
  threads(threadIds(3), function* () {
    yield* n.up()
    yield* n.up()
  })
})

const open = (order: readonly number[]): Program => compile(queueing(order).build(), { budget: { runs: 0 } }).program

describe('rules of symmetry that are obvious and wrong', () => {
  test('swaps checked on what was met alone: orders that a recipe singles out are verified', () => {
    const verified = orders.filter(
      (order) => finished(open(order), { proof: { closesUnderImages: false } }).status === 'complete',
    )
    expect(verified.length).toBe(3)
  })

  test('swaps checked on all images: every order is found, in open and in closed tables', () => {
    for (const order of orders) {
      expect(finished(open(order)).status).toBe('violated')
      expect(finished(compile(queueing(order).build()).program).status).toBe('violated')
    }
  })

  test('a proof that was interrupted proves nothing: the search before it is incomplete, by the interrupt', () => {
    const said = Array.from({ length: 80 }, (_, last) => {
      let looks = 0
      const meter = new Meter({ isInterrupted: () => looks++ > last })
      const end = ended(orStopped(symmetricSearch(compile(alike.build(), { budget: { runs: 0 } }).program, { meter })))
      return end instanceof Stopped ? end.by : (end.result.limit ?? end.result.status)
    })
    const whole = said.indexOf('complete')
    expect(whole).toBeGreaterThan(5)
    expect(new Set(said.slice(0, whole))).toEqual(new Set(['interrupt']))
    expect(new Set(said.slice(whole))).toEqual(new Set(['complete']))
  })

  test('sticky local states that differ between alike threads: one of them is ignored for ever', () => {
    const { program } = compile(ignored.build(), { minimise: false })
    const status = (sticky: readonly Uint8Array[]): string => {
      const chooser = keyChooser(sticky)
      return finished(program, { search: (alike, its) => search(alike, { ...its, chooser }) }).status
    }
    const stickiness = (locals: readonly number[]): Uint8Array[] =>
      program.ir.threads.map(({ pending }, thread) => {
        return Uint8Array.from(pending, (_, local) => (thread < 2 && local === locals[thread] ? 1 : 0))
      })
    const choices = [stickiness([0, 1]), stickiness([1, 0])]
    expect(choices.map(status)).toContain('complete')
    expect(choices.map((sticky) => status(withImages(program, sticky)))).toEqual(['violated', 'violated'])
    expect(check(ignored, { reduction: 'all' }).verdict).toBe('violated')
  })
})

/** With every step that is an image of a sticky one. */
function withImages({ ir, ...program }: Program, sticky: readonly Uint8Array[]): Uint8Array[] {
  const swaps = [...program.symmetry!.swaps.keys()]
  const { steps, images } = stepTables({ ir, ...program }, new SwapGroup(ir, program.symmetry!, swaps))
  const orbits = new Set<number>()
  const orbitOf = (thread: number, local: number): number => images.orbits[steps.of(thread, local)]!
  for (const [thread, row] of sticky.entries())
    for (const [local, is] of row.entries()) if (is === 1) orbits.add(orbitOf(thread, local))
  return sticky.map((row, thread) => row.map((_, local) => (orbits.has(orbitOf(thread, local)) ? 1 : 0)))
}

/** Two threads go round two local states; a third fails at its first step. */
const ignored: System = system('ignored', ({ shared, threads, thread }) => {
  const { x } = shared({
    x: object({ n: 0 })({
      fail(d) {
        ensure(d.n > 0, 'fails')
      },
    }),
  })
  threads(threadIds(2), function* () {
    yield* forever(function* () {
      yield* step('one')
      yield* step('two')
    })
  })
  thread('C', function* () {
    yield* x.fail()
  })
})

/** A lone thread that is not sticky where it is, all threads if there is none: what stubborn sets choose where nothing conflicts. */
function keyChooser(sticky: readonly Uint8Array[]): ThreadChooser {
  let layout: Layout | undefined
  return {
    keepsOwed: true,
    prepare(now) {
      layout = now
    },
    threadsToExpand(states, at) {
      for (let thread = 0; thread < 2; thread++)
        if (layout !== undefined && sticky[thread]?.[localOf(layout, thread, states, at)] === 0) return 1 << thread
      return 0b111
    },
  }
}

describe('a symmetric search', () => {
  test('without alike threads is a plain one', () => {
    const alone = system('alone', ({ shared, thread }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('A', function* () {
        yield* x.store(1)
      })
    })
    const { program } = compile(alone.build())
    expect(finished(program).report).toEqual({ status: 'none', families: [], compared: 0, differences: [] })
    expect(finished(program).states).toBe(runSearch(program).states)
  })

  test('refuses a property that tells alike threads apart, and searches without', () => {
    const told = system('told', ({ shared, threads, always }) => {
      const ids = threadIds(2)
      const { last } = shared({ last: cell([null, ...ids]) })
      threads(ids, function* (me) {
        yield* last.store(me)
      })
      always('the first is last', [last], (id) => id !== ids[1])
    })
    const { program } = compile(told.build())
    const { status, report } = finished(program)
    expect(status).toBe('violated')
    expect(report.differences).toEqual(["T0 and T1 are not alike: 'the first is last' does not say the same of them."])
  })

  test('names the threads of a counterexample as the design does, each step from where the last one ended', () => {
    const race = system('race', ({ shared, threads }) => {
      const ids = threadIds(3)
      const { last, mine } = shared({ last: cell([null, ...ids]), mine: cells(ids, range(2)) })
      threads(ids, function* (me) {
        const before = yield* last.exchange(me)
        if (before !== null) yield* mine.at(before).add(1)
        yield* mine.at(me).add(1)
      })
    })
    const { program } = compile(race.build())
    const full = runSearch(program)
    const reduced = finished(program)
    expect(reduced.status).toBe('violated')
    const steps = reduced.counterexample?.steps ?? []
    expect(steps.length).toBe(full.counterexample?.steps.length)
    const locals = program.ir.threads.map(({ initial }) => initial)
    for (const { thread, localBefore, localAfter } of steps) {
      expect(locals[thread]).toBe(localBefore)
      locals[thread] = localAfter
    }
    const violation = reduced.violation
    expect(violation?.kind === 'failure' && locals[violation.thread]).toBe(
      violation?.kind === 'failure' && violation.local,
    )
  })
})
