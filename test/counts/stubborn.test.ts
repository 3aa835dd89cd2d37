import { cells, ensure, forever, object, range, type System, step, system, waitUntil } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type ModelName, type Parameters, parametersText, rows } from '../../bench/expected.ts'
import { phil } from '../../bench/models/phil.ts'
import { systemOf } from '../../bench/systems.ts'
import { CheckingChooser } from '../../src/explorer/audit/check-chosen-sets.ts'
import { StubbornDefinition } from '../../src/explorer/audit/stubborn-definition.ts'
import type { SearchResult } from '../../src/explorer/findings/search-result.ts'
import { runSearch, type SearchOptions } from '../../src/explorer/search.ts'
import {
  type StubbornOptions,
  type StubbornSets,
  stubbornSets,
} from '../../src/explorer/stubborn/sets/stubborn-sets.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'
import { finished } from '../../src/tasks/task.ts'

const programOf = (of: System): Program => compile(of.build(), { minimise: false }).program

function setsOf(program: Program, options: StubbornOptions = {}): StubbornSets {
  const sets = finished(stubbornSets(program, options))
  if ('refused' in sets) throw new Error(sets.refused)
  return sets
}

function reduced(program: Program, options: StubbornOptions = {}, search: SearchOptions = {}): SearchResult {
  return runSearch(program, { chooser: setsOf(program, options).chooser, ...search })
}

/** Drivers that raise their IRQL, take one of two locks and release it with a check. */
const drivers = system('drivers', ({ shared, regions, threads, always }) => {
  const ids = range(4)
  const lock = () =>
    object<{ owner: number | null }>({ owner: null })({
      acquire(d, me: number) {
        waitUntil(d.owner === null)
        d.owner = me
      },
      release(d, me: number) {
        ensure(d.owner === me, 'released by another')
        d.owner = null
      },
    })
  const { left, right, irql } = shared({ left: lock(), right: lock(), irql: cells(ids, [0, 2]) })
  const { inLeft, inRight } = regions('inLeft', 'inRight')
  threads(ids, function* (me) {
    const [resource, region] = me % 2 === 0 ? ([left, inLeft] as const) : ([right, inRight] as const)
    yield* forever(function* () {
      yield* step('elsewhere')
      yield* irql.at(me).store(2)
      yield* resource.acquire(me)
      yield* region(function* () {
        yield* step('inside')
        yield* resource.release(me)
      })
      yield* irql.at(me).store(0)
    })
  })
  always('left excludes', [inLeft], (inside) => inside.length <= 1)
  always('right excludes', [inRight], (inside) => inside.length <= 1)
})

describe('stubborn sets alone', () => {
  /** As low as the prototype that the rules come from, and below SPIN's reduction. Looking closer does not pay in time on mcs. */
  test.each<{ model: ModelName; params: Parameters; most: number }>([
    { model: 'ticket', params: { N: 6 }, most: 46_950 },
    { model: 'mcs', params: { N: 4 }, most: 15_920 },
    { model: 'rwlock', params: { R: 4, W: 4 }, most: 167_338 },
    { model: 'eresource', params: { N: 4, D: 2 }, most: 34_625 },
    { model: 'bakery', params: { N: 3, M: 8 }, most: 28_000 },
    { model: 'peterson', params: { N: 4 }, most: 179_260 },
    { model: 'phil', params: { N: 8 }, most: 240 },
    { model: 'phil', params: { N: 10 }, most: 400 },
  ])('$model $params: at most $most states', ({ model, params, most }) => {
    const { states, properties } = reduced(programOf(systemOf(model, params)), { keepsLocalStates: true }) // as check does
    expect(states).toBeLessThanOrEqual(most)
    expect(properties.filter((property) => property.states > 0)).toEqual([])
  })

  test.each<{ model: ModelName; params: Parameters; most: number }>([
    { model: 'mcs', params: { N: 4 }, most: 12_700 },
    { model: 'peterson', params: { N: 4 }, most: 165_000 },
  ])('$model $params, looked at closer whether it pays or not: at most $most states', ({ model, params, most }) => {
    const { states } = reduced(programOf(systemOf(model, params)), { environment: 'always' })
    expect(states).toBeLessThanOrEqual(most)
  })

  test('four drivers over two locks: at least 15 times fewer states', () => {
    const program = programOf(drivers)
    const { states, status } = runSearch(program)
    expect({ states, status }).toEqual({ states: 1_024, status: 'complete' })
    expect(reduced(program).states).toBeLessThanOrEqual(states / 15)
  })

  test('ten philosophers: the shortest deadlock breadth first, any depth first', () => {
    const program = programOf(phil({ N: 10 }))
    const shortest = reduced(program)
    expect(shortest.states).toBeLessThanOrEqual(3_200)
    expect(shortest.violation).toEqual({ kind: 'deadlock' })
    expect(shortest.counterexample).toMatchObject({ isShortest: true, steps: { length: 20 } })
    expect(reduced(program, {}, { strategy: 'dfs' }).states).toBeLessThanOrEqual(100)
  })

  test('ten philosophers, every local state of whom is kept: 371 states', () => {
    const program = programOf(systemOf('phil', { N: 10 }))
    expect(reduced(program, { keepsLocalStates: true })).toMatchObject({ states: 371, edges: 469, deadlocks: 1 })
  })
})

describe('the sets chosen in lock models are stubborn by definition', () => {
  const tiny = rows
    .filter(({ size }) => size === 't')
    .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

  test.each(tiny)('$title', ({ model, params }) => {
    const program = programOf(systemOf(model, params))
    const checking = new CheckingChooser(
      setsOf(program, { environment: 'always' }).chooser,
      new StubbornDefinition(program),
    )
    runSearch(program, { chooser: checking })
    expect(checking.checked.wrong).toBeUndefined()
    expect(checking.checked.sets).toBeGreaterThan(0)
  })
})
