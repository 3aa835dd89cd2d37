import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import type { Graph } from '../../../src/explorer/graph/graph.ts'
import { isInside, type StatePredicate } from '../../../src/explorer/graph/predicates.ts'
import { accountsOf, excludedBy } from '../../../src/explorer/liveness/account.ts'
import { answerOf } from '../../../src/explorer/liveness/answer.ts'
import { bypassOf } from '../../../src/explorer/liveness/bypass.ts'
import { type Fairness, fairnessOf } from '../../../src/explorer/liveness/fairness.ts'
import { overtakingRun } from '../../../src/explorer/liveness/first-come.ts'
import type { Question } from '../../../src/explorer/liveness/part.ts'
import { runOf } from '../../../src/explorer/liveness/run-of.ts'
import { stepsOf } from '../../../src/explorer/runs/steps-of.ts'
import { type ActionsOf, By } from '../../../src/explorer/steps/by.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import type { Program } from '../../../src/model/ir.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished } from '../../../src/tasks/task.ts'
import { alternation, bothForks, filter, peterson, testAndSet, ticket } from './locks.ts'

const meter = new Meter()
const kinds = ['none', 'weak', 'strong'] as const

type World = { readonly program: Program; readonly graph: Graph; readonly threads: readonly number[] }

/** `entry`: what the operation that enters is called, and what it answers then. Action 0. */
function worldOf(lock: System, entry?: { label: string; answer: unknown }): World {
  const { program, request, answer } = compile(lock.build())
  const actionsOf: ActionsOf = (operation, given) => {
    const isEntry = request(operation).label.includes(entry!.label) && answer(operation, given) === entry!.answer
    return isEntry ? 1 : 0
  }
  const { graph } = finished(buildGraph(program, entry === undefined ? {} : { actionsOf }))
  return { program, graph, threads: [...program.ir.threads.keys()] }
}

/** Whether the thread is in the region of this name. */
function inRegion({ program, graph }: World, thread: number, name: string): StatePredicate {
  return isInside(program, graph, thread, program.ir.regions.indexOf(name))
}

function entersAfterTrying(world: World, thread: number): Question {
  return {
    kind: 'leads to',
    from: inRegion(world, thread, 'trying'),
    to: inRegion(world, thread, 'critical'),
  }
}

function someEnters(world: World): Question {
  const someIn = (name: string): StatePredicate => {
    const inside = world.threads.map((thread) => inRegion(world, thread, name))
    return (state) => inside.some((it) => it(state))
  }
  return { kind: 'leads to', from: someIn('trying'), to: someIn('critical') }
}

const answerIn = (world: World, question: Question, fairness: Fairness): string =>
  finished(answerOf(world.graph, question, fairness, { meter, wantsLasso: false })).result

/** Threads that starve under a fairness. */
function starving(world: World, fairness: Fairness): readonly number[] {
  return world.threads.filter((thread) => answerIn(world, entersAfterTrying(world, thread), fairness) === 'violated')
}

const tables = [
  { name: 'strict alternation', lock: alternation(true), counts: [16, 24], progress: 'XXX', starves: [2, 2, 2] },
  { name: 'all come back', lock: alternation(false), counts: [16, 24], progress: '---', starves: [0, 0, 0] },
  { name: 'peterson', lock: peterson(), counts: [58, 116], progress: 'X--', starves: [2, 0, 0] },
  { name: 'filter', lock: filter(3), counts: [2_911, 8_733], progress: 'X--', starves: [3, 0, 0] },
  { name: 'ticket', lock: ticket(3), counts: [294, 666], progress: '---', starves: [3, 0, 0] },
  { name: 'waits', lock: testAndSet('waits'), counts: [12, 20], progress: '---', starves: [2, 2, 0] },
  { name: 'spins', lock: testAndSet('spins'), counts: [12, 24], progress: 'X--', starves: [2, 2, 2] },
  {
    name: 'waits, tries',
    lock: testAndSet('waits, then tries'),
    counts: [21, 38],
    progress: '---',
    starves: [2, 2, 2],
  },
  {
    name: 'spins, tries',
    lock: testAndSet('spins, then tries'),
    counts: [21, 42],
    progress: 'X--',
    starves: [2, 2, 2],
  },
  { name: 'both forks, 3', lock: bothForks(3), counts: [44, 108], progress: '---', starves: [3, 3, 0] },
  { name: 'both forks, 4', lock: bothForks(4), counts: [160, 528], progress: '---', starves: [4, 4, 4] },
]

describe('locks: who enters under no, weak and strong fairness', () => {
  test.each(tables)('$name: progress $progress, starving $starves', ({ lock, counts, progress, starves }) => {
    const world = worldOf(lock)
    const fairnesses = kinds.map((kind) => fairnessOf(kind, world.threads.length))
    const question = someEnters(world)
    expect([world.graph.nodes, world.graph.targets.length]).toEqual(counts)
    expect(fairnesses.map((it) => (answerIn(world, question, it) === 'violated' ? 'X' : '-')).join('')).toBe(progress)
    expect(fairnesses.map((it) => starving(world, it).length)).toEqual(starves)
  })
})

/** Weak fairness, or strong, of all threads, and strong of their action 0. */
function withEntry({ threads }: World, kind: 'weak' | 'strong'): Fairness {
  const actions = threads.map((thread) => ({ thread, bits: 1 << By.firstAction }))
  return { ...fairnessOf(kind, threads.length), actions }
}

describe('locks: strong fairness of the step that enters', () => {
  const swap = { label: 'compareAndSwap', answer: true }
  test.each([
    { kind: 'spins', starves: [0, 0] },
    { kind: 'waits, then tries', starves: [2, 0] },
    { kind: 'spins, then tries', starves: [2, 2] },
  ] as const)('test and set that $kind: with weak, strong threads $starves starve', ({ kind, starves }) => {
    const world = worldOf(testAndSet(kind), swap)
    expect([world, world].map((it, i) => starving(it, withEntry(it, i === 0 ? 'weak' : 'strong')).length)).toEqual(
      starves,
    )
  })

  test('a step is possible as a whole: of two forks one alone cannot be taken', () => {
    const world = worldOf(bothForks(4), { label: ".when('free').store('taken')", answer: undefined })
    expect(starving(world, withEntry(world, 'weak'))).toHaveLength(4)
  })
})

describe('locks: what is shown of a run that starves a thread', () => {
  const lassoOf = (world: World, kind: 'none' | 'weak') => {
    const question = entersAfterTrying(world, 0)
    const answer = finished(answerOf(world.graph, question, fairnessOf(kind, world.threads.length), { meter }))
    if (answer.result !== 'violated') throw new Error('nobody starves')
    const lasso = answer.lasso!
    const { states, threads, cycleStart } = runOf(world.graph, lasso)
    const steps = finished(stepsOf(world.program, { states, threads }, meter))
    const around = { states: states.slice(cycleStart), threads: threads.slice(cycleStart) }
    const again = finished(stepsOf(world.program, around, meter))
    expect(steps.slice(cycleStart)).toEqual(again)
    expect([states[cycleStart], lasso.isShortest]).toEqual([states.at(-1), true])
    const accounts = accountsOf(
      world.graph,
      lasso,
      world.threads.map(() => () => false),
    )
    return {
      sizes: [lasso.stem.length, lasso.cycle.length],
      accounts,
      excluded: excludedBy(world.graph, lasso, accounts),
    }
  }

  test('a thread that waits could go on in between: strong fairness excludes it', () => {
    const { sizes, accounts, excluded } = lassoOf(worldOf(testAndSet('waits')), 'weak')
    expect(sizes).toEqual([1, 4])
    expect(accounts).toEqual([
      { thread: 0, role: 'blocked in between', steps: 0, owedAfter: [0, 1] },
      { thread: 1, role: 'steps', steps: 4, owedAfter: [1, 2, 3] },
    ])
    expect(excluded).toEqual({ weak: 0, strong: 1, actions: [] })
  })

  test('a thread that spins could swap: strong fairness of that action excludes it', () => {
    const world = worldOf(testAndSet('spins'), { label: 'compareAndSwap', answer: true })
    const { accounts, excluded } = lassoOf(world, 'weak')
    expect(accounts.map(({ role }) => role)).toEqual(['steps', 'steps'])
    expect(excluded).toEqual({ weak: 0, strong: 0, actions: [{ thread: 0, bits: 1 << By.firstAction }] })
  })

  test('a run may end where the other rests', () => {
    const { sizes, accounts } = lassoOf(worldOf(alternation(true)), 'weak')
    expect(sizes[1]).toBe(0)
    expect(accounts.map(({ role }) => role)).toEqual(['blocked', 'rests'])
  })

  test('a thread is neglected without fairness', () => {
    const { accounts, excluded } = lassoOf(worldOf(ticket(2)), 'none')
    expect(accounts[0]).toMatchObject({ role: 'neglected', steps: 0 })
    expect(excluded).toEqual({ weak: 1, strong: 1, actions: [] })
  })
})

describe('locks: who is overtaken, and how often', () => {
  const most = (world: World, waiting: string): number[] =>
    world.threads.map((thread) => {
      const isInCritical = world.threads.map((it) => inRegion(world, it, 'critical'))
      return finished(
        bypassOf(world.graph, { thread, waits: inRegion(world, thread, waiting), isInside: isInCritical }, meter),
      ).most
    })

  test.each([2, 3, 4])('in a ticket lock of %i clients each other one enters once at most', (N) => {
    expect(most(worldOf(ticket(N)), 'waiting')).toEqual(Array(N).fill(N - 1))
  })

  test('from its doorway on there is no bound: a thread may just not have stepped', () => {
    expect(most(worldOf(ticket(2)), 'trying')).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  test('filter starves nobody, and has no bound either', () => {
    expect(most(worldOf(filter(3)), 'trying')).toEqual(Array(3).fill(Number.POSITIVE_INFINITY))
  })

  test('first come, first served: in a ticket lock, and not in one that is tested and set', () => {
    const overtaken = (world: World, waiting: string): number | undefined => {
      const clients = world.threads.map((thread) => ({
        tries: inRegion(world, thread, 'trying'),
        waits: inRegion(world, thread, waiting),
        isInside: inRegion(world, thread, 'critical'),
      }))
      return finished(overtakingRun(world.graph, clients, 0, 1, meter))?.length
    }
    expect(overtaken(worldOf(ticket(3)), 'waiting')).toBeUndefined()
    expect(overtaken(worldOf(testAndSet('waits')), 'trying')).toBe(3)
  })
})
