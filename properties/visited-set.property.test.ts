import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OCCUPIED } from '../src/explorer/states/layout.ts'
import { NumberedStates } from '../src/explorer/states/numbered-states.ts'
import { VisitedSet } from '../src/explorer/states/visited-set.ts'

/** Batches of packed states, of which some come again. The limit decides when what grows moves, and when it is full. */
const batchesWithin = fc.integer({ min: 1, max: 6 }).chain((words) =>
  fc.record({
    words: fc.constant(words),
    limitBytes: fc.oneof(fc.integer({ min: 20_000, max: 400_000 }), fc.constant(Number.POSITIVE_INFINITY)),
    capacity: fc.integer({ min: 1, max: 1 << 10 }),
    batches: fc.array(
      fc.record({
        from: fc.nat(5_000),
        count: fc.integer({ min: 1, max: 1_500 }),
        stride: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  }),
)

/** Numbers `from`, `from + stride`, …, spread over the words of a state. */
function statesOf(words: number, { from, count, stride }: { from: number; count: number; stride: number }): Int32Array {
  const states = new Int32Array(words * count)
  for (let i = 0; i < count; i++) {
    states[i * words] = OCCUPIED
    states[i * words + (i % words)] = (states[i * words + (i % words)] as number) | (from + i * stride)
  }
  return states
}

function keysOf(states: Int32Array, words: number, end = states.length): string[] {
  return Array.from({ length: end / words }, (_, i) => states.subarray(i * words, (i + 1) * words).join())
}

test('a visited set holds what a set of strings holds, within its limit, until it says that it is full', () => {
  fc.assert(
    fc.property(batchesWithin, ({ words, limitBytes, capacity, batches }) => {
      const set = new VisitedSet(words, { capacity, limitBytes })
      const twin = new Set<string>()
      for (const batch of batches) {
        const states = statesOf(words, batch)
        const fresh = new Int32Array(states.length)
        if (!set.reserve(batch.count, limitBytes)) break
        const expected = keysOf(states, words).filter((key) => !twin.has(key) && twin.add(key))
        const end = set.insert(states, states.length, fresh, 0)
        expect(keysOf(fresh, words, end)).toEqual(expected)
        expect(set.storedBytes).toBeLessThanOrEqual(limitBytes)
      }
      const held: string[] = []
      set.forEach((states, at) => {
        held.push(states.subarray(at, at + words).join())
      })
      expect(held.sort()).toEqual([...twin].sort())
      expect(set.size).toBe(twin.size)
    }),
    { numRuns: 60 },
  )
})

test('numbered states have the numbers of a map of strings, within their limit, until they are full', () => {
  fc.assert(
    fc.property(batchesWithin, ({ words, limitBytes, batches }) => {
      const numbered = new NumberedStates(words, limitBytes)
      const twin = new Map<string, number>()
      for (const batch of batches) {
        const states = statesOf(words, batch)
        for (const [i, key] of keysOf(states, words).entries()) {
          const number = numbered.add(states, i * words)
          expect(numbered.storedBytes).toBeLessThanOrEqual(Math.max(limitBytes, 4 * ((1 << 9) + (words << 8))))
          if (number < 0 && !twin.has(key)) return expectNumbers(numbered, words, twin)
          expect(number).toBe(twin.get(key) ?? twin.size)
          twin.set(key, number)
        }
      }
      expectNumbers(numbered, words, twin)
    }),
    { numRuns: 60 },
  )
})

function expectNumbers(numbered: NumberedStates, words: number, twin: ReadonlyMap<string, number>): void {
  expect(numbered.size).toBe(twin.size)
  expect(keysOf(numbered.states, words, numbered.size * words)).toEqual([...twin.keys()])
}
