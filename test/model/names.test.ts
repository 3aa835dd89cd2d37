import {
  atomically,
  type Cell,
  cell,
  cells,
  check,
  object,
  proc,
  range,
  replay,
  type Steps,
  step,
  system,
  type Tools,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { partsOf } from '../../src/model/language/declared.ts'
import type { OperationRequest } from '../../src/model/protocol/design.ts'
import type { Performable } from '../../src/model/protocol/performance.ts'

/** What is asked for when this is performed, without its functions. */
function requestOf(steps: Steps<unknown>): Partial<OperationRequest> {
  const { request } = steps as Performable<unknown>
  if (request.kind !== 'operation') throw new Error('no operation')
  const { object, method, args, guard, label } = request
  return { object, method, args, label, ...(guard === undefined ? {} : { guard }) }
}

describe('what an operation says of itself', () => {
  test('a cell: the object, the method, what it was given', () => {
    const x: Cell<number> = cell(range(3))
    const isOdd = (v: number) => v % 2 === 1
    const object = partsOf(x)?.[0]?.declaration
    expect(requestOf(x.load())).toEqual({ object, method: 'load', args: [], label: 'a cell.load()' })
    expect(requestOf(x.store(2))).toMatchObject({ object, method: 'store', args: [2] })
    expect(requestOf(x.compareAndSwap(0, 1))).toMatchObject({ method: 'compareAndSwap', args: [0, 1] })
    expect(requestOf(x.test(isOdd))).toMatchObject({ method: 'test', args: [isOdd] })
  })

  test('a guarded step: the method that it performs, and the guard beside it', () => {
    const x: Cell<number> = cell(range(3))
    const isOdd = (v: number) => v % 2 === 1
    expect(requestOf(x.when(isOdd).store(2))).toMatchObject({ method: 'store', args: [2], guard: { given: isOdd } })
    expect(requestOf(x.when(1).load())).toEqual({
      object: partsOf(x)?.[0]?.declaration,
      method: 'load',
      args: [],
      guard: { given: 1 },
      label: 'a cell.when(1).load()',
    })
  })

  test('an object: its method and arguments as they are', () => {
    const queue = object({ items: [0] })({
      push(d, item: number) {
        d.items.push(item)
      },
    })
    expect(requestOf(queue.push(7))).toMatchObject({ method: 'push', args: [7], label: 'an object.push(7)' })
  })
})

describe('procs in a trace', () => {
  test('are seen whatever they are called, and nothing else is', () => {
    const design = system('names', ({ shared, regions, ghosts, thread }) => {
      const { x } = shared({ x: cell([false, true]) })
      const { seen } = ghosts({ seen: cell([false, true]) })
      const { proc: region } = regions('proc')
      const loop = proc(function* loop() {
        yield* x.store(true).recording(() => seen.store(true))
      })
      const together = proc(function* atomically() {
        yield* atomicallyIn(x)
      })
      const spinUntil = proc(function* spinUntil() {
        yield* loop()
        yield* together()
        yield* region()
      })
      thread('T', () => spinUntil())
    })
    const { steps } = replay(design, 'T T T')
    expect(steps.map(({ procs }) => procs)).toEqual([['spinUntil', 'loop'], ['spinUntil', 'atomically'], ['spinUntil']])
    expect(check(design).grounds.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^atomic blocks, each one step: .*names.test.ts/),
    ])
  })
})

const atomicallyIn = (x: Cell<boolean>) =>
  atomically(function* () {
    yield* x.store(false)
    yield* x.store(true)
  })

describe('what a property must not build', () => {
  const messageOf = (describeSystem: (tools: Tools) => void): string => {
    try {
      return check(system('under test', describeSystem)).verdict
    } catch (error) {
      return String(error)
    }
  }

  test('is named as shared() was given it, whatever is in the name', () => {
    const message = messageOf(({ shared, thread, always }) => {
      const { 'door.a[0]': door, x } = shared({ 'door.a[0]': cells([0, 1], ['open', 'shut']), x: cell([0, 1]) })
      thread('T', () => x.store(1))
      always('shut', [x], () => door.at(1).load() !== undefined)
    })
    expect(message).toContain("'shut' read door.a[0]; declared: [x]. Add door.a[0] to the list.")
  })

  test('where it is declared, is there as an argument', () => {
    const message = messageOf(({ shared, thread, always }) => {
      const { flag } = shared({ flag: cells([0, 1], ['down', 'up']) })
      thread('T', () => flag.at(0).store('up'))
      always('up', [flag], () => flag.at(0).load() !== undefined)
    })
    expect(message).toContain(
      "'up' built flag[0].load(); declared: [flag]. A property performs no steps. Read the arguments of the predicate: they are the values of what it declares.",
    )
  })

  test('may be no operation at all', () => {
    const message = messageOf(({ shared, thread, always }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', () => x.store(1))
      always('up', [x], () => step('local') !== undefined)
    })
    expect(message).toContain("'up' built step('local'); declared: [x]. A property performs no steps.")
  })
})
