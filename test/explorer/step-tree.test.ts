import { describe, expect, test } from 'vitest'
import { initialState, OCCUPIED, pack, type UnpackedState, unpack } from '../../src/explorer/states/layout.ts'
import { Coverage } from '../../src/explorer/steps/coverage.ts'
import { Stepper } from '../../src/explorer/steps/stepper.ts'
import type { Program } from '../../src/model/ir.ts'
import { closedProgram, type Next, type TinyModel } from './tiny-model.ts'

const bit = { initial: 0, domain: [0, 1] }

function oneThread(objects: TinyModel['objects'], at: (local: string) => Next, observes: string[] = []): TinyModel {
  const properties = [{ name: 'p', observes, evaluate: () => true }]
  return { name: 'one thread', objects, threads: [{ initial: 'start', at }], properties }
}

const end: Next = { ended: 'finished' }
const store = (on: string, value: number, then: string): Next => ({
  on,
  label: `store(${value})`,
  effect: () => [[value, null]],
  next: () => then,
})

/** Successors of a state with these values of objects, and which of them are marked. */
function expand(
  program: Program,
  values: readonly number[],
  coverage = new Coverage(1),
): { after: UnpackedState[]; marked: boolean[]; bytes: number } {
  const stepper = new Stepper({ program, coverage, marksAll: false, recordsThreads: false })
  const { layout } = stepper
  const state = new Int32Array(layout.words)
  pack(layout, { ...initialState(program.ir), values }, state, 0)
  while (stepper.expandOne(state, 0) === 0) stepper.settle()
  const offsets = Array.from({ length: stepper.batchLength / layout.words }, (_, i) => i * layout.words)
  const marked = offsets.map((at) => ((stepper.batch[at] ?? 0) & OCCUPIED) === 0)
  return { after: offsets.map((at) => unpack(layout, stepper.batch, at)), marked, bytes: stepper.storedBytes }
}

describe('a step tree', () => {
  test('a second access in one step sees what the first has written', () => {
    const at = (local: string): Next => {
      if (local === 'start') return store('x', 1, '~read')
      if (local === '~read')
        return { on: 'x', label: 'load', effect: (value) => [[value, value]], next: (seen) => `saw ${seen}` }
      return end
    }
    const program = closedProgram(oneThread({ x: bit }, at))
    for (const x of [0, 1]) {
      const [only, ...others] = expand(program, [x]).after
      expect(only).toEqual({ values: [1], locals: [only?.locals[0]] })
      expect(others).toEqual([])
    }
  })

  test('a path that blocks after a choice does not exist; the others do', () => {
    const at = (local: string): Next => {
      if (local === 'start') return { choices: ['~0', '~1', 'done'] }
      if (local === 'done') return end
      const wanted = Number(local.slice(1))
      return {
        on: 'x',
        label: `await(${wanted})`,
        effect: (value) => (value === wanted ? [[value, null]] : undefined),
        next: () => 'done',
      }
    }
    const coverage = new Coverage(1)
    const program = closedProgram(oneThread({ x: bit }, at))
    expect(expand(program, [1], coverage).after).toHaveLength(2)
    const locals = program.ir.threads[0]?.pending.map((_, local) => local) ?? []
    expect(locals.map((local) => coverage.isMet(0, local))).toEqual(locals.map(() => true))
    expect(locals.filter((local) => coverage.wasBlocked(0, local))).toHaveLength(1)
  })

  test('several outcomes of one operation are several steps', () => {
    const fork: Next = {
      on: 'x',
      label: 'fork',
      effect: (value) => [
        [value, 'a'],
        [1, 'b'],
        [1, 'b'],
      ],
      next: (answer) => answer,
    }
    const program = closedProgram(oneThread({ x: bit }, (local) => (local === 'start' ? fork : end)))
    expect(expand(program, [0]).after.map(({ values }) => values)).toEqual([[0], [1], [1]])
  })

  test('a failing operation leads to a failed local state and keeps what was written before', () => {
    const at = (local: string): Next =>
      local === 'start'
        ? store('x', 1, '~fail')
        : { on: 'y', label: 'fail', effect: (value) => [[value, 'failed']], next: () => 'never' }
    const program = closedProgram(oneThread({ x: bit, y: bit }, at))
    const { after, marked } = expand(program, [0, 1])
    expect(after[0]?.values).toEqual([1, 1])
    expect(program.ir.threads[0]?.failure).toContain(after[0]?.locals[0])
    expect(marked).toEqual([true])
  })

  test('marks a step that changes an observed object or region, and no other', () => {
    const writes = (observes: string[], value: number) =>
      expand(
        closedProgram(
          oneThread({ x: bit, y: bit }, (local) => (local === 'start' ? store('x', 1, 'end') : end), observes),
        ),
        [value, 0],
      ).marked
    expect(writes(['x'], 0)).toEqual([true])
    expect(writes(['y'], 0)).toEqual([false])
    const enters = (region: string): Next => ({ region, skip: 'end' })
    const moves = (observes: string[]) =>
      expand(
        closedProgram(oneThread({ x: bit }, (local) => (local === 'start' ? enters('inside') : end), observes)),
        [0],
      ).marked
    expect(moves(['inside'])).toEqual([true])
    expect(moves(['elsewhere'])).toEqual([false])
  })

  test('a blind store to a closed object needs no node for its values', () => {
    const large = { initial: 0, domain: Array.from({ length: 1 << 12 }, (_, i) => i) }
    const program = closedProgram(oneThread({ x: large }, (local) => (local === 'start' ? store('x', 7, 'end') : end)))
    const { after, bytes } = expand(program, [4095])
    expect(after.map(({ values }) => values)).toEqual([[7]])
    expect(bytes).toBeLessThan(4 * (1 << 12))
  })

  test('more outcomes than the batch has room for make it larger', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `option ${i}`)
    const program = closedProgram(oneThread({ x: bit }, (local) => (local === 'start' ? { choices: many } : end)))
    expect(expand(program, [0]).after).toHaveLength(5000)
  })

  test('an atomic step without end is the fault of the design', () => {
    const program = closedProgram(
      oneThread({ x: bit }, (local) => (local === 'start' ? store('x', 1, '~a') : store('x', 1, '~a'))),
    )
    expect(() => expand(program, [0])).toThrow(
      'A step of T0 never ends: it performed 1000 operations in one atomic step.',
    )
  })
})
