import { atomically, cell, cells, choose, proc, range, type System, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import type { ClassRules } from '../../../src/explorer/symmetry/class-rules.ts'
import { type Proof, type ProofOptions, prove } from '../../../src/explorer/symmetry/proof.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import type { Program, Symmetry } from '../../../src/model/ir.ts'
import { finished as ended } from '../../../src/tasks/task.ts'
import { closedProgram, type Next, type TinyModel } from '../tiny-model.ts'
import { finished } from './finished.ts'

const proofOf = ({ symmetry, ...program }: Program, options: ProofOptions = {}): Proof =>
  ended(prove(program, symmetry!, options))

const compiled = (of: System): Program => compile(of.build()).program

/** Two threads, each with an object of its own: what is numbered alike in both tables is the image of the other. */
function twins(model: Omit<TinyModel, 'name'>): Program {
  const program = closedProgram({ name: 'twins', ...model })
  const { ir } = program
  const ifThere = (id: number, count: number): number => (id < count ? id : -1)
  const symmetry: Symmetry = {
    families: [[0, 1]],
    swaps: [[0, 1]],
    isOpen: false,
    objectImage: (_, object) => 1 - object,
    valueImage: (_, object, value) => ifThere(value, ir.objects[1 - object]!.valueCount),
    localImage: (_, thread, local) => ifThere(local, ir.threads[1 - thread]!.pending.length),
    operationImage: (_, operation) => 1 - operation,
  }
  return { ...program, symmetry }
}

/** Goes through a mid-step local state to one that tells what was read. */
const reading =
  (object: string) =>
  (local: string): Next => {
    if (local === 'start')
      return { on: object, label: 'load', effect: (value) => [[value, value]], next: (value) => `~${value === 'a'}` }
    return local.startsWith('~') ? { skip: local.slice(1) } : { ended: 'finished' }
  }

describe('rules of comparing by classes that random designs rarely need', () => {
  test('a value that only the image has is looked at from there', () => {
    const program = twins({
      objects: { x: { initial: 'a', domain: ['a', 'b'] }, y: { initial: 'a', domain: ['a', 'b', 'c'] } },
      threads: ['x', 'y'].map((object) => ({ initial: 'start', at: reading(object) })),
    })
    const swaps = (classes: Partial<ClassRules> | 'none'): number => proofOf(program, { classes }).swaps.length
    expect([swaps({}), swaps('none'), swaps({ bothWays: false })]).toEqual([0, 0, 1])
    expect(proofOf(program).differences[0]?.text).toBe(
      'T0 and T1 are not alike: y has a value that it never has with the two exchanged.',
    )
  })

  test('a store that looks at nothing divides nothing', () => {
    const stores = system('stores', ({ shared, threads }) => {
      const ids = threadIds(3)
      const { x, y } = shared({ x: cell([null, ...ids]), y: cell([null, ...ids]) })
      threads(ids, (me) =>
        atomically(function* () {
          yield* x.store(me)
          yield* y.store(me)
        }),
      )
    })
    const program = compiled(stores)
    const compared = (classes: Partial<ClassRules>): Partial<Proof> => {
      const { swaps, compared: count } = proofOf(program, { classes })
      return { swaps, compared: count }
    }
    // of two local states: a walk for each thread, and one for each image of its step that was not compared with it
    expect(compared({})).toEqual({ swaps: [0, 1], compared: 8 * 2 * (3 + 4) })
    // the first step in four parts, which are found by dividing three times; its end as before
    expect(compared({ blindness: false })).toEqual({ swaps: [0, 1], compared: 8 * (3 * (3 + 4) + 4 * 4 + 3 + 4) })
  })
})

describe('a step that is too much', () => {
  const cycle = (last: Record<string, Next>): Program =>
    twins({
      objects: { x: { initial: 'a', domain: ['a'] }, y: { initial: 'a', domain: ['a'] } },
      threads: [{}, last].map((others) => ({
        initial: 'start',
        at: (local: string) =>
          others[local as keyof typeof others] ??
          ({ start: { choices: ['~on', 'end'] }, '~on': { skip: '~back' }, '~back': { skip: '~on' } } as const)[
            local
          ] ?? {
            ended: 'finished',
          },
      })),
    })

  test('without an end is like another without an end, and the search says which', () => {
    const program = cycle({})
    expect(proofOf(program).swaps).toEqual([0])
    expect(() => finished(program)).toThrow('never ends')
  })

  test('without an end is not like one that ends', () => {
    expect(proofOf(cycle({ '~back': { skip: 'end' } })).differences[0]?.text).toContain('T0 at a choice')
  })

  test('of too many ways is refused', () => {
    const ways = system('ways', ({ shared, threads }) => {
      const { x } = shared({ x: cell([0, 1]) })
      const forgotten = proc(function* forgotten() {
        yield* choose([0, 1])
      })
      threads(threadIds(2), () =>
        atomically(function* () {
          for (const _ of range(17)) yield* forgotten()
          yield* x.store(1)
        }),
      )
    })
    expect(proofOf(compiled(ways)).differences[0]?.text).toBe(
      'T0 and T1 are not taken for alike: T0 at a choice has too many ways to be compared.',
    )
  })

  test('of too many classes leaves over the budget', () => {
    const loads = system('loads', ({ shared, threads }) => {
      const ids = threadIds(3)
      const { x } = shared({ x: cells(range(10), [null, ...ids]) })
      const forgotten = proc(function* forgotten(i: number) {
        yield* x.at(i).load()
      })
      threads(ids, function* (me) {
        for (const i of range(10)) yield* x.at(i).store(me)
        yield* atomically(function* () {
          for (const i of range(10)) yield* forgotten(i)
        })
      })
    })
    expect(proofOf(compiled(loads), { budget: 10_000 })).toMatchObject({ isOverBudget: true, compared: 10_006 })
  })
})
