import { cell, current, object, type System, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Compiled, compile } from '../../src/model/compile/compile.ts'
import type { OperationRequest, Outcome } from '../../src/model/protocol/design.ts'
import { outcomesOf } from '../../src/model/run/perform.ts'
import { encode } from '../../src/model/values/encode.ts'
import { everySo } from '../setup/long.ts'
import { models } from './all.ts'

const textOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((it) =>
    'failure' in it ? `fails: ${it.failure.message}` : `${encode(it.value, '')} answering ${encode(it.answer, '')}`,
  )

/** Operations whose recipes can run on copies, with all values of their objects. */
function fastOperations({ program, arrival, value }: Compiled): [OperationRequest, unknown[]][] {
  const requests = new Map<number, OperationRequest>()
  program.ir.threads.forEach(({ operation }, thread) => {
    for (const [local, id] of operation.entries()) {
      const { pending } = arrival(thread, local)
      if (pending.kind === 'operation' && pending.request.runFast !== undefined) requests.set(id, pending.request)
    }
  })
  return [...requests].map(([id, request]) => {
    const object = program.ir.operations[id]!.object
    return [request, Array.from({ length: program.ir.objects[object]!.valueCount }, (_, v) => value(object, v))]
  })
}

describe('a recipe that runs on a copy', () => {
  test('does what it does on a draft, at every value of every object of the repository', () => {
    let [same, left] = [0, 0]
    for (const [name, model] of everySo(4, models))
      for (const [request, values] of fastOperations(compile(model.build(), { budget: { runs: 20_000 } })))
        for (const value of values) {
          const fast = request.runFast?.(value)
          if (fast === undefined) left++
          else {
            same++
            const texts = textOf(fast)
            if (texts.join() !== textOf(request.run(value)).join())
              expect({ name, label: request.label, texts }).toEqual({ texts: textOf(request.run(value)) })
          }
        }
    expect(same).toBeGreaterThan(5_000)
    expect(left).toBeGreaterThan(0) // what fails
  }, 120_000)

  test('is not asked where a copy is not what a draft is', () => {
    const copies: System = system('copies', ({ shared, thread, reachable }) => {
      const { list, seen } = shared({
        list: object<{ readonly items: readonly number[] }>({ items: [] })({
          add(d) {
            d.items = [...current(d.items), 1].slice(0, 3) // throws on what is no draft
          },
          count: (d) => d.items.length,
        }),
        seen: cell([0, 1, 2, 3]),
      })
      thread('A', function* () {
        for (let i = 0; i < 3; i++) yield* list.add()
        yield* seen.store((yield* list.count()) as 0)
      })
      reachable('three', [seen], (n) => n === 3)
    })
    const [add] = fastOperations(compile(copies.build()))
    expect(add?.[0].runFast?.({ items: [] })).toBeUndefined()
    expect(add?.[0].run({ items: [] })).toMatchObject([{ value: { items: [1] }, answer: undefined }])
  })
})

test('equal values are one value, in which nobody sees in which order its parts came', () => {
  const puts = system('puts', ({ shared, thread }) => {
    const { record } = shared({
      record: object<{ readonly by: Readonly<Record<string, number>> }>({ by: {} })({
        put(d, key: string) {
          d.by[key] = 1
        },
      }),
    })
    for (const key of ['b', 'a'])
      thread(key, function* () {
        yield* record.put(key)
      })
  })
  const compiled = compile(puts.build())
  expect(compiled.program.ir.objects[0]?.valueCount).toBe(4)
  const [[putB] = [], [putA] = []] = fastOperations(compiled)
  for (const [put, before] of [
    [putA, { by: { b: 1 } }],
    [putB, { by: { a: 1 } }],
  ] as const)
    for (const [outcome] of [
      outcomesOf(put!, before),
      outcomesOf({ ...put!, run: (value) => put!.runFast!(value)! }, before),
    ])
      expect(Object.keys((outcome as { readonly value: { readonly by: object } }).value.by)).toEqual(['a', 'b'])
})
