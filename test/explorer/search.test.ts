import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { runSearch, search } from '../../src/explorer/search.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { closedProgram, lazyProgram, type Next } from './tiny-model.ts'
import { eresource } from './twins/eresource.ts'
import { mcs } from './twins/mcs.ts'
import { phil } from './twins/phil.ts'
import { rwlock } from './twins/rwlock.ts'
import { ticket } from './twins/ticket.ts'
import { twinOf } from './twins/twin-of.ts'

/** Those that do not take long. */
const published = rows
  .filter(({ size }) => size !== 'm' && size !== 'l')
  .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

describe('a search', () => {
  test.each(published)('finds the published counts: $title', ({ model, params, states, edges, levels }) => {
    const program = () => closedProgram(twinOf(model, params))
    expect(runSearch(program())).toMatchObject({ status: 'complete', states, edges, levels })
    expect(runSearch(program(), { strategy: 'dfs' })).toMatchObject({ status: 'complete', states, edges })
  })

  test.each([eresource(3, 2), rwlock(3, 3), mcs(4)])(
    'finds them too when everything is discovered on the way: $name',
    (model) => {
      const { states, edges, levels } = runSearch(closedProgram(model))
      for (const strategy of ['bfs', 'dfs'] as const)
        expect(runSearch(lazyProgram(model), { strategy })).toMatchObject({ status: 'complete', states, edges })
      expect(runSearch(lazyProgram(model)).levels).toBe(levels)
    },
  )

  test('every philosopher takes the left fork: ten steps, and each runs once', () => {
    const result = runSearch(closedProgram(phil(5)))
    expect(result).toMatchObject({ status: 'violated', violation: { kind: 'deadlock' }, deadlocks: 1 })
    expect(result.counterexample).toMatchObject({ isShortest: true, hasFewestSwitches: true })
    const threads = result.counterexample?.steps.map(({ thread }) => thread) ?? []
    expect(threads).toHaveLength(10)
    expect(threads.filter((thread, i) => thread !== threads[i - 1])).toHaveLength(5)
  })

  test('depth first finds the deadlock at the end of some run, and does not call it the shortest', () => {
    const { counterexample, levels } = runSearch(closedProgram(phil(5)), { strategy: 'dfs' })
    expect(counterexample).toMatchObject({ isShortest: false, hasFewestSwitches: false })
    expect(counterexample?.steps.length).toBeGreaterThanOrEqual(10)
    expect(counterexample?.steps.length).toBeLessThan(levels)
  })

  test('a deadlock is reported rather than a violation one step deeper that was met first', () => {
    // Seventy times seventy: more states of one level than fit into a batch.
    const options = (name: string) => Array.from({ length: 70 }, (_, i) => `${name} ${i}`)
    const at = (local: string): Next => {
      if (local === 'start') return { choices: options('option') }
      if (local.split(' ').length === 2) return { choices: options(local) }
      if (local === 'option 0 0') return { skip: 'bad' }
      if (local === 'bad') return { region: 'bad', skip: 'bad' }
      if (local !== 'option 69 69') return { skip: local }
      return { on: 'x', label: 'block', effect: () => undefined, next: () => 'never' }
    }
    const objects = { x: { initial: 0, domain: [0] } }
    const properties = [{ name: 'p', observes: ['bad'], evaluate: (inside: number[]) => inside.length === 0 }]
    const program = () => closedProgram({ name: 'wide', objects, threads: [{ initial: 'start', at }], properties })
    const result = runSearch(program())
    expect(result.violation).toEqual({ kind: 'deadlock' })
    expect(result.properties[0]).toMatchObject({ firstDepth: 3 })
    expect(result.counterexample?.steps).toHaveLength(2)
    expect(runSearch(program(), { strategy: 'dfs' }).counterexample?.isShortest).toBe(false)
  })

  test('an exception in a predicate is a violation that keeps the exception', () => {
    const thrown = new Error('seen')
    const evaluate = () => {
      throw thrown
    }
    for (const kind of ['invariant', 'reachable'] as const) {
      const model = { ...ticket(2), properties: [{ name: 'p', kind, observes: ['critical'], evaluate }] }
      const result = runSearch(closedProgram(model))
      expect(result.violation).toEqual({ kind: 'property', property: 0, error: thrown })
      expect(result.counterexample?.steps).toEqual([])
    }
  })

  test('a reachable property is shown by the states that witness it, and unwitnessed it violates nothing', () => {
    const property = (name: string, wanted: number) => ({
      name,
      kind: 'reachable' as const,
      observes: ['next'],
      evaluate: (next: number) => next === wanted,
    })
    const model = { ...ticket(3), properties: [property('wraps', 2), property('overflows', 3)] }
    expect(runSearch(closedProgram(model))).toMatchObject({
      status: 'complete',
      properties: [{ firstDepth: 2 }, { states: 0 }],
    })
  })
})

describe('a search that meets a limit keeps its statistics', () => {
  const all = { states: 94_560, edges: 277_920 }

  test.each(['bfs', 'dfs'] as const)('states, %s', (strategy) => {
    const result = runSearch(closedProgram(ticket(6)), { strategy, limitStates: 20_000 })
    expect(result).toMatchObject({ status: 'incomplete', limit: 'states', states: 20_000 })
    expect(result.edges).toBeGreaterThan(20_000)
    expect(runSearch(closedProgram(ticket(6)), { strategy, limitStates: all.states })).toMatchObject({
      status: 'complete',
      ...all,
    })
  })

  test.each(['bfs', 'dfs'] as const)('memory, %s', (strategy) => {
    const limitBytes = 1_000_000
    const result = runSearch(closedProgram(ticket(6)), { strategy, limitBytes })
    expect(result).toMatchObject({ status: 'incomplete', limit: 'memory' })
    expect(result.storedBytes).toBeLessThanOrEqual(limitBytes)
    expect(result.states).toBeGreaterThan(1000)
    expect(result.edges).toBeGreaterThan(1000)
  })

  test('memory, while states are repacked', () => {
    const result = runSearch(lazyProgram(eresource(4, 2)), { limitBytes: 500_000 })
    expect(result).toMatchObject({ status: 'incomplete', limit: 'memory' })
    expect(result.storedBytes).toBeLessThanOrEqual(500_000)
  })

  test('time', () => {
    let now = 0
    const result = runSearch(closedProgram(ticket(6)), {
      meter: new Meter({ limitMs: 25, clock: () => (now += 10) }),
    })
    expect(result).toMatchObject({ status: 'incomplete', limit: 'time' })
    expect(result.states).toBeGreaterThan(0)
    expect(result.states).toBeLessThan(all.states)
  })

  test('interrupt', () => {
    let now = 0
    const meter = new Meter({ clock: () => (now += 5) })
    const task = search(closedProgram(ticket(6)), { meter })
    expect(task.next().done).toBe(false)
    const { states, edges } = meter.progress
    meter.interrupt()
    const result = finished(task)
    expect(result).toMatchObject({ status: 'incomplete', limit: 'interrupt' })
    expect(result.states).toBeGreaterThanOrEqual(states)
    expect(result.edges).toBeGreaterThanOrEqual(edges)
  })
})
