import fc from 'fast-check'
import { atomically, type Cell, cell, proc, range, type Steps } from 'lockproof'
import { conforms, LawBroken, type Lock, lock, program } from 'lockproof/fast-check'
import { expect, test } from 'vitest'
import { type Calls, isLinearizable, type Op } from './naive-linearizability.ts'

const op: fc.Arbitrary<Op> = fc.record({
  do: fc.constantFrom('load', 'load', 'store', 'add'),
  cell: fc.nat(1),
  value: fc.constantFrom(1, 2),
})
const ops = fc.array(op, { minLength: 1, maxLength: 3 })
const threads = fc.array(fc.array(fc.constantFrom('f', 'g' as const), { minLength: 1, maxLength: 2 }), {
  minLength: 2,
  maxLength: 2,
})

/** The calls with a step for each operation, or one for all of them. */
function lockOf(calls: Calls, isAtomic: boolean): Lock<'f' | 'g', never> {
  return lock({
    name: isAtomic ? 'atomic' : 'in steps',
    sections: {},
    calls: { f: {}, g: {} },
    describe({ shared }) {
      const { a, b } = shared({ a: cell(range(3)), b: cell(range(3)) })
      const call = (name: string) => () => {
        const body = () => performAll([a, b], calls[name] ?? [])
        return isAtomic ? atomically(body) : proc(body)()
      }
      return { f: call('f'), g: call('g') }
    },
  })
}

function* performAll(cells: readonly Cell<number>[], wanted: readonly Op[]): Steps<readonly number[]> {
  const loaded: number[] = []
  for (const { do: what, cell: index, value } of wanted) {
    const it = cells[index]
    if (it === undefined) continue
    if (what === 'load') loaded.push(yield* it.load())
    else if (what === 'store') yield* it.store(value)
    else yield* it.update((old) => (old + value) % 3)
  }
  return loaded
}

test('conformance to atomic calls is linearizability, as a naive checker sees it', () => {
  const seen = { conforming: 0, diverging: 0 }
  fc.assert(
    fc.property(fc.record({ f: ops, g: ops }), threads, (calls, calledBy) => {
      const isExpected = isLinearizable(calls, calledBy)
      seen[isExpected ? 'conforming' : 'diverging']++
      const compare = () => conforms(lockOf(calls, false), lockOf(calls, true), program(calledBy))
      if (isExpected) expect(compare()).toBe(true)
      else expect(compare).toThrow(LawBroken)
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.conforming, seen.diverging)).toBeGreaterThan(50)
})
