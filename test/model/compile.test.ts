import {
  again,
  atomically,
  cell,
  cells,
  choose,
  counter,
  fold,
  forever,
  loop,
  object,
  pick,
  proc,
  range,
  type Steps,
  spinUntil,
  step,
  system,
  type Tools,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../../src/explorer/search.ts'
import { type Compiled, compile } from '../../src/model/compile/compile.ts'
import type { ThreadTable } from '../../src/model/ir.ts'

function compiled(describeSystem: (tools: Tools) => void, options?: Parameters<typeof compile>[1]): Compiled {
  return compile(system('under test', describeSystem).build(), options)
}

/** Local states of the only thread. */
function localStates(body: (tools: Tools) => () => Steps<unknown>, options?: Parameters<typeof compile>[1]): number {
  const { localStates: counts } = compiled((tools) => tools.thread('T', body(tools)), options)
  return counts[0]?.kept ?? 0
}

describe('compile', () => {
  test('a chain of local steps may be long', () => {
    const count = localStates(
      () => () =>
        loop(0, function* (n) {
          yield* step('try')
          return n < 8_000 ? again(n + 1) : undefined
        }),
      { minimise: false },
    )
    expect(count).toBe(8_002)
  })

  test('a local state is what the thread was answered since its frame began', () => {
    const count = localStates(({ shared }) => {
      const { x } = shared({ x: cell([0, 1, 2]) })
      return function* () {
        yield* forever(function* () {
          const seen = yield* x.load()
          yield* x.store(seen)
        })
      }
    })
    expect(count).toBe(2) // x is 0 for ever: the fixpoint feeds no other answer
  })

  test('a proc that returns leaves its result and nothing else', () => {
    const body =
      (isProc: boolean) =>
      ({ shared }: Tools) => {
        const { x } = shared({ x: cell([0, 1]) })
        const flip = proc(function* flip() {
          yield* x.store(((yield* x.load()) + 1) % 2 === 0 ? 0 : 1)
        })
        return function* () {
          yield* forever(function* () {
            if (isProc) yield* flip()
            else yield* x.store((yield* x.load()) === 0 ? 1 : 0)
            yield* step('after')
          })
        }
      }
    expect(localStates(body(true), { minimise: false })).toBe(4) // load, store 1, store 0, after
    expect(localStates(body(false), { minimise: false })).toBe(5) // after is told apart by what was loaded
    expect(localStates(body(false))).toBe(4)
  })

  test('loop keeps its state only', () => {
    const count = localStates(
      () => () =>
        loop(0, function* (n) {
          yield* step('round')
          return n < 9 ? again(n + 1) : undefined
        }),
      { minimise: false },
    )
    expect(count).toBe(11)
  })

  test('fold keeps the accumulator only', () => {
    const count = localStates(
      ({ shared }) => {
        const row = shared({ row: cells(range(4), [0, 1]) }).row
        return function* () {
          yield* fold(row.each(), 0, function* (max, cellOfRow) {
            return Math.max(max, yield* cellOfRow.load())
          })
        }
      },
      { minimise: false },
    )
    expect(count).toBe(5) // four loads of zeros, and the end
  })

  test('atomically and choose are mid-step', () => {
    const { program } = compiled(({ shared, thread }) => {
      const { x } = shared({ x: counter({ upTo: 2 }) })
      thread('T', function* () {
        const by = yield* choose([0, 1])
        yield* atomically(function* () {
          yield* x.add(by)
          yield* x.add(1)
        })
      })
    })
    const { stored } = program.ir.threads[0] ?? { stored: [] }
    expect(stored.filter(Boolean)).toHaveLength(2) // the choice, and the end
  })

  test('a failure under an answer that never occurs is no error', () => {
    const { program } = compiled(({ shared, thread }) => {
      const { x } = shared({ x: cell([0, 1]) })
      const body = function* () {
        if ((yield* x.load()) === 1 && (yield* x.load()) === 0) throw new Error('unreachable in truth')
      }
      thread('A', body)
      thread('B', function* () {
        yield* x.store(1)
      })
    })
    expect(program.ir.threads[0]?.pending.includes(4)).toBe(false)
  })

  test('an object over budget is left open', () => {
    const { overBudget, program } = compiled(
      ({ shared, thread }) => {
        const { log } = shared({
          log: object({ list: [] as number[] })({
            push(d, n: number) {
              d.list.push(n)
            },
          }),
        })
        thread('T', function* () {
          for (const n of range(8)) yield* log.push(n)
        })
        thread('U', function* () {
          yield* forever(function* () {
            yield* log.push(9)
          })
        })
      },
      { budget: { runs: 50 } },
    )
    expect(overBudget).toBe('log')
    expect(program.ir.objects[0]?.isClosed).toBe(false)
  })

  test('recipes may have several outcomes', () => {
    const { program } = compiled(({ shared, thread }) => {
      const { coin } = shared({
        coin: object({ side: 'none' })({
          toss(d) {
            d.side = pick(['heads', 'tails'])
          },
        }),
      })
      thread('T', function* () {
        yield* coin.toss()
      })
    })
    const start = program.ir.operations[0]?.outcome[0] ?? 0
    expect(program.ir.outcomes[start]).toBe(2)
  })

  test('an answer that needlessly tells local states apart is named', () => {
    const { localStates: counts } = compiled(({ shared, thread }) => {
      const { row } = shared({ row: cells(range(3), range(4)) })
      thread('T', function* lookAtAll() {
        for (const each of row.each()) yield* each.load()
        for (const each of row.each()) yield* each.load()
      })
      thread('U', function* () {
        for (const each of row.each()) for (const value of range(4)) yield* each.store(value)
      })
    })
    expect(counts[0]?.deadAnswer).toEqual({
      label: expect.stringMatching(/^row\[\d\]\.load\(\)$/),
      where: expect.stringMatching(/compile\.test\.ts:\d+:\d+$/),
      holder: 'the thread body',
      found: counts[0]?.found,
      kept: counts[0]?.kept,
    })
    expect(counts[1]?.deadAnswer).toBeUndefined()
  })

  test('a thread that remembers a growing answer has no room for answers that never come there', () => {
    const { program } = compiled(({ shared, thread, allowDeadlock }) => {
      const { clock } = shared({
        clock: object<{ now: number }>({ now: 0 })({
          tick(draft) {
            waitUntil(draft.now < 300)
            draft.now++
            return draft.now
          },
        }),
      })
      thread('T', function* () {
        yield* loop(0, function* () {
          return again(yield* clock.tick())
        })
      })
      allowDeadlock()
    })
    expect(runSearch(program).states).toBe(301)
    const { pending, next } = program.ir.threads[0] as ThreadTable
    expect(pending).toHaveLength(301)
    expect(next.flatMap((row) => Object.values(row))).toHaveLength(300)
  })

  test('the same design in another order of threads has the same automata', () => {
    const design = (order: readonly (0 | 1 | 2)[]) =>
      compiled(({ shared, thread }) => {
        const { flag } = shared({ flag: cells([0, 1, 2], [false, true]) })
        for (const me of order)
          thread(`T${me}`, function* () {
            yield* forever(function* () {
              yield* flag.at(me).store(true)
              yield* spinUntil(function* () {
                return !(yield* flag.at(me === 2 ? 0 : me === 1 ? 2 : 1).load())
              })
              yield* flag.at(me).store(false)
            })
          })
      })
    const counts = (compiledDesign: Compiled) => compiledDesign.localStates.map(({ kept }) => kept)
    expect(counts(design([0, 1, 2]))).toEqual([3, 3, 3])
    expect(counts(design([2, 0, 1]))).toEqual([3, 3, 3])
  })
})
