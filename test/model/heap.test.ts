import { cell, check, type Heap, heap, type Steps, type System, system, type Verdict } from 'lockproof'
import { describe, expect, test } from 'vitest'

type Node = { readonly next: string | null; readonly count: number }

const node: Node = { next: null, count: 0 }

/** One thread on a heap of up to two nodes. */
const alone = (body: (nodes: Heap<Node>) => Steps<unknown>, reuses = true): System =>
  system('alone', ({ shared, thread }) => {
    const { nodes } = shared({ nodes: heap<Node>({ upTo: 2, reuses }) })
    thread('T', () => body(nodes))
  })

/** What the last step answered, or how it failed. */
function outcome({ violation }: Verdict): unknown {
  return violation?.kind === 'failure' ? violation.trace?.steps.at(-1)?.failure : violation?.kind
}

describe('a step fails', () => {
  test.each<[string, (nodes: Heap<Node>) => Steps<unknown>]>([
    [
      'use after free: load',
      function* (nodes) {
        const it = yield* nodes.allocate(node)
        yield* nodes.free(it)
        yield* nodes.load(it, 'next')
      },
    ],
    [
      'use after free: store',
      function* (nodes) {
        const it = yield* nodes.allocate(node)
        yield* nodes.free(it)
        yield* nodes.store(it, 'count', 1)
      },
    ],
    [
      'use after free: waitFor',
      function* (nodes) {
        const it = yield* nodes.allocate(node)
        yield* nodes.free(it)
        yield* nodes.waitFor(it, 'count', 1)
      },
    ],
    [
      'double free',
      function* (nodes) {
        const it = yield* nodes.allocate(node)
        yield* nodes.free(it)
        yield* nodes.free(it)
      },
    ],
    [
      'null dereference: exchange',
      function* (nodes) {
        yield* nodes.exchange(null, 'next', null)
      },
    ],
    [
      'compareAndSwap at &1, where nothing was allocated',
      function* (nodes) {
        yield* nodes.compareAndSwap(nodes.handles[1]!, 'count', 0, 1)
      },
    ],
  ])('%s', (failure, body) => {
    expect(outcome(check(alone(body)))).toBe(failure)
  })
})

/** All that a heap answers to one thread is what a cell of its own would. */
test('a node is what was stored in it', () => {
  const same = system('same', ({ shared, thread, always }) => {
    const { nodes } = shared({ nodes: heap<Node>({ upTo: 1 }) })
    const { seen } = shared({ seen: cell(['nothing', 'what it should be', 'something else']) })
    thread('T', function* () {
      const it = yield* nodes.allocate(node)
      const answers = [
        yield* nodes.fetchAdd(it, 'count', 2),
        yield* nodes.exchange(it, 'next', it),
        yield* nodes.compareAndSwap(it, 'count', 0, 5),
        yield* nodes.compareAndSwap(it, 'count', 2, 3),
        yield* nodes.load(it, 'count'),
        yield* nodes.load(it, 'next'),
      ]
      yield* nodes.store(it, 'count', 7)
      yield* nodes.waitFor(it, 'count', 7)
      const isRight = answers.join() === [0, null, false, true, 3, it].join()
      yield* seen.store(isRight ? 'what it should be' : 'something else')
    })
    always('never something else', [seen], (it) => it !== 'something else')
  })
  expect(check(same).verdict).toBe('verified')
})

/** Two nodes, the first freed before the second. */
const twice = (reuses: boolean): System =>
  system('twice', ({ shared, thread, reachable }) => {
    const { nodes } = shared({ nodes: heap<Node>({ upTo: 2, reuses }) })
    const { second } = shared({ second: cell([null, ...nodes.handles]) })
    thread('T', function* () {
      yield* nodes.free(yield* nodes.allocate(node))
      yield* second.store(yield* nodes.allocate(node))
    })
    for (const handle of nodes.handles) reachable(handle, [second], (it) => it === handle)
  })

test('an address comes again, or not: both are looked at', () => {
  expect(check(twice(true)).verdict).toBe('verified')
  const never = check(twice(false), { keepGoing: true }).answers.filter(({ result }) => result === 'violated')
  expect(never.map(({ name }) => name)).toEqual(['&0'])
})

test('where no address is free, the heap is too small', () => {
  const three = function* (nodes: Heap<Node>): Steps {
    for (let i = 0; i < 3; i++) yield* nodes.allocate(node)
  }
  expect(() => check(alone(three))).toThrow(/^A heap of up to 2 nodes has no room for another one/)
  const freed = function* (nodes: Heap<Node>): Steps {
    for (let i = 0; i < 3; i++) yield* nodes.free(yield* nodes.allocate(node))
  }
  expect(check(alone(freed)).verdict).toBe('verified')
  expect(() => check(alone(freed, false))).toThrow(/^A heap of up to 2 nodes/)
})

test('a size that is none is refused', () => {
  expect(() => heap<Node>({ upTo: 1.5 })).toThrow('heap({ upTo: 1.5 }): expected whole numbers.')
  expect(() => heap<Node>({ upTo: 0 })).toThrow('heap({ upTo: 0 }): expected how many nodes, 1 or more')
})
