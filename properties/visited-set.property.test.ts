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

const oneByOne = (numbered: NumberedStates, states: Int32Array, words: number): readonly number[] => {
  const numbers: number[] = []
  for (let at = 0; at < states.length && numbers.at(-1) !== -1; at += words) numbers.push(numbered.add(states, at))
  return numbers.filter((number) => number >= 0)
}

const allAtOnce = (numbered: NumberedStates, states: Int32Array, words: number): readonly number[] => {
  const numbers = new Int32Array(3 + states.length / words).fill(-1)
  const end = numbered.addAll(states, 0, states.length, numbers, 2)
  expect([numbers[0], numbers[1], numbers.at(-1)]).toEqual([-1, -1, -1])
  return [...numbers.subarray(2, 2 + end / words)]
}

test.each([
  ['one by one', oneByOne],
  ['all of a batch at once', allAtOnce],
])('numbered states have the numbers of a map of strings, within their limit, until they are full: %s', (_, add) => {
  fc.assert(
    fc.property(batchesWithin, ({ words, limitBytes, batches }) => {
      const numbered = new NumberedStates(words, limitBytes)
      const twin = new Map<string, number>()
      for (const batch of batches) {
        const states = statesOf(words, batch)
        const numbers = add(numbered, states, words)
        expect(numbered.storedBytes).toBeLessThanOrEqual(Math.max(limitBytes, 4 * ((1 << 9) + (words << 8))))
        const keys = keysOf(states, words)
        for (const [i, number] of numbers.entries()) {
          const key = keys[i] as string // one a state
          expect(number).toBe(twin.get(key) ?? twin.size)
          twin.set(key, number)
        }
        const next = keys[numbers.length]
        if (next !== undefined) expect(twin.has(next)).toBe(false) // what is known has its number when all is full
        if (next !== undefined) break
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
