import { cells, check, range, type System, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { bakery } from '../../bench/models/bakery.ts'
import { flatEresource } from '../../bench/models/eresource.ts'
import { mcs } from '../../bench/models/mcs.ts'
import { peterson } from '../../bench/models/peterson.ts'
import { phil } from '../../bench/models/phil.ts'
import { rwlock } from '../../bench/models/rwlock.ts'
import { ticket } from '../../bench/models/ticket.ts'
import { contest, type Terms } from '../../src/check/looking/contest.ts'
import type { CheckOptions } from '../../src/check/options/check-options.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'

const terms: Terms = { prologue: 0, turn: 1 << 10, proofBudget: Number.POSITIVE_INFINITY }

const unmoved = (): number => 0

/** How it came out, and how far. */
function raced(system: System, { clock = unmoved, options = {}, ...some }: Partial<Terms> & Race = {}) {
  const meter = new Meter({ clock })
  const view = { system, design: system.build(), options, meter, entered: () => {} }
  const { search } = finished(contest(view, { ...terms, ...some }))
  const { status, states, edges, limit, counterexample } = search.result
  const notReduced = search.grounds.flatMap((ground) => (ground.kind === 'not reduced' ? [ground.why] : []))
  return { kind: search.kind, status, states, edges, limit, steps: counterexample?.steps.length, notReduced }
}

type Race = { readonly clock?: () => number; readonly options?: CheckOptions }

/** Two threads meet where they must not, after steps of their own, while others take theirs, of which no two take as many: nothing is alike. */
const meeting = system('meeting', ({ shared, regions, threads, never }) => {
  const [ids, others] = [threadIds(2), threadIds(4, 'other')]
  const { at, passed } = shared({ at: cells(ids, range(0, 9)), passed: cells(others, range(0, 6)) })
  const { inside } = regions('inside')
  threads(ids, function* (me) {
    for (let i = 1; i <= 7 + ids.indexOf(me); i++) yield* at.at(me).store(i)
    yield* inside()
  })
  threads(others, function* (me) {
    for (let i = 1; i <= 2 + others.indexOf(me); i++) yield* passed.at(me).store(i)
  })
  never('both inside', [inside], (who) => who.length === 2)
})

const reducedWins = phil({ N: 9, mayDeadlock: true })
const fullWins = peterson({ N: 3 })

/** Alike threads that have nothing to do with one another. */
function apart(count: number): System {
  return system('apart', ({ shared, threads }) => {
    const ids = threadIds(count)
    const { steps } = shared({ steps: cells(ids, range(0, 32)) })
    threads(ids, function* (me) {
      for (let i = 1; i < 32; i++) yield* steps.at(me).store(i)
    })
  })
}

const tenSystems = [
  reducedWins,
  fullWins,
  phil({ N: 7 }),
  meeting,
  apart(3),
  ticket({ N: 5 }),
  mcs({ N: 3 }),
  rwlock({ R: 3, W: 2 }),
  flatEresource({ N: 3, D: 2 }),
  bakery({ N: 2, M: 3 }),
]

describe('auto', () => {
  test('the cheaper of both wins', () => {
    expect(raced(reducedWins)).toMatchObject({ kind: 'stubborn', status: 'complete', states: 298 })
    expect(raced(fullWins)).toMatchObject({
      kind: 'none',
      status: 'complete',
      states: 2_204,
      notReduced: ['the full search ended first'],
    })
  })

  test('reduced, symmetry alone is tried first, for which no stubborn sets are needed', () => {
    const reduced = { headStart: Number.POSITIVE_INFINITY }
    expect(raced(apart(2), reduced)).toMatchObject({ kind: 'symmetry', status: 'complete', states: (32 * 33) / 2 })
    expect(raced(apart(4), reduced), 'of 52,360 states').toMatchObject({ kind: 'all', status: 'complete', states: 125 })
  })

  test('symmetry alone may take as much as closing and its proof did, and twice that where it seems nearly over', () => {
    const reduced = { headStart: Number.POSITIVE_INFINITY }
    const closed = flatEresource({ N: 5, D: 2 })
    expect(raced(closed, reduced)).toMatchObject({ kind: 'symmetry', status: 'complete', states: 8_847 })
    expect(raced(apart(3), reduced)).toMatchObject({ kind: 'symmetry', status: 'complete', states: 5_984 })
  })

  test('no race begins where the full search is nearly over', () => {
    const [late, early] = [20, 8].map((turns) => raced(mcs({ N: 4 }), { prologue: turns << 10 }))
    expect(late).toMatchObject({ kind: 'none', states: 15_920, notReduced: [] })
    expect(early).toMatchObject({ kind: 'symmetry', states: 734 })
  })

  test.each(tenSystems)('goes the same way twice, and beside a clock that jumps: $name', (system) => {
    let now = 0
    const clock = (): number => {
      now += (now * 7_919) % 31
      return ++now
    }
    for (const prologue of [0, 1 << 11]) {
      const once = raced(system, { prologue })
      expect(raced(system, { prologue })).toEqual(once)
      expect(raced(system, { prologue, clock })).toEqual(once)
    }
  })

  test('of the ten the full search wins some, and each reduction', () => {
    const winners = new Set(tenSystems.map((system) => raced(system).kind))
    expect(winners).toEqual(new Set(['none', 'stubborn', 'symmetry']))
  })

  test('what is decided before the race is searched in full, for the fewest switches', () => {
    const { reduction, states, grounds, violation } = check(phil({ N: 6 }))
    expect({ reduction, grounds, trace: violation?.trace }).toMatchObject({
      reduction: 'none',
      grounds: [],
      trace: { isShortest: true, hasFewestSwitches: true },
    })
    expect(states).toBe(check(phil({ N: 6 }), { reduction: 'none' }).states)
  })

  test('a proof over its budget costs no verdict', () => {
    const system = ticket({ N: 4 })
    expect(raced(system)).toMatchObject({ status: 'complete' })
    expect(raced(system, { proofBudget: 0 })).toMatchObject({ kind: 'none', status: 'complete', states: 1_888 })
    expect(raced(ticket({ N: 6 }), { proofBudget: 0 })).toMatchObject({
      kind: 'none',
      status: 'complete',
      notReduced: ['the reduced search came to the budget of its proof'],
    })
  })

  test('a limit that the full search comes to leaves the reduced one to go on', () => {
    const options = { limits: { states: 1_000 } }
    expect(check(reducedWins, { ...options, reduction: 'none' })).toMatchObject({ verdict: 'incomplete' })
    expect(check(reducedWins, options)).toMatchObject({ verdict: 'verified', states: 298, reduction: 'stubborn' })
    expect(check(fullWins, options)).toMatchObject({ verdict: 'incomplete', stoppedBy: 'states' })
  })

  test('what is found reduced is searched for in full, for its shortest run', () => {
    const late = phil({ N: 8 })
    const full = check(late, { reduction: 'none' }).violation?.trace
    expect(raced(late)).toMatchObject({ kind: 'stubborn', status: 'violated', steps: full?.steps.length })
    expect(raced(late, { options: { shortest: true } })).toEqual(raced(late)) // it is a shortest one as it is

    const shortest = check(meeting, { reduction: 'none' }).violation?.trace
    expect(raced(meeting)).toMatchObject({ kind: 'none', status: 'violated', steps: shortest?.steps.length })
  })

  test('depth first it takes turns, too', () => {
    const search = 'depth first' as const
    expect(raced(reducedWins, { options: { search } })).toMatchObject({ kind: 'stubborn', status: 'complete' })
    expect(raced(peterson({ N: 4 }), { options: { search } })).toMatchObject({ kind: 'none', status: 'complete' })
  })

  test('every violating state is counted in full', () => {
    expect(check(phil({ N: 4 }), { keepGoing: true })).toMatchObject({ verdict: 'violated', reduction: 'none' })
  })
})
