import { describe, expect, test } from 'vitest'
import { OCCUPIED } from '../../src/explorer/states/layout.ts'
import { VisitedSet } from '../../src/explorer/states/visited-set.ts'

/** Small numbers, so that states come again, spread over the words in a way that hashes could stumble over. */
function drawStates(words: number, count: number, seed: number): Int32Array {
  const states = new Int32Array(count * words)
  let random = seed
  for (let i = 0; i < states.length; i++) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) | 0
    states[i] = i % words === 0 ? OCCUPIED | ((random >>> 20) << 18) : (random >>> 28) << (i % 24)
  }
  return states
}

function keys(states: Int32Array, words: number, end = states.length): string[] {
  const found: string[] = []
  for (let at = 0; at < end; at += words) found.push(states.subarray(at, at + words).join())
  return found
}

describe.each([1, 2, 3, 4])('a visited set of states of %i words', (words) => {
  test('holds what a set of strings holds, however often it grows in place', () => {
    const set = new VisitedSet(words, { capacity: 16 })
    const model = new Set<string>()
    for (let batchNumber = 0; batchNumber < 60; batchNumber++) {
      const batch = drawStates(words, 700, batchNumber)
      const fresh = new Int32Array(batch.length)
      const expected = keys(batch, words).filter((key) => !model.has(key) && model.add(key))
      expect(set.reserve(700)).toBe(true)
      const end = set.insert(batch, batch.length, fresh, 0)
      expect(keys(fresh, words, end)).toEqual(expected)
    }
    const held: string[] = []
    set.forEach((states, at) => {
      held.push(states.subarray(at, at + words).join())
    })
    expect(held.sort()).toEqual([...model].sort())
    expect(set.size).toBe(model.size)
  })

  test.each([0, 1, 350, 701, 5_000])('leaves out what is new once it holds %i, and says so', (limitStates) => {
    const set = new VisitedSet(words, { capacity: 16, limitStates })
    const model = new Set<string>()
    for (let batchNumber = 0; batchNumber < 20 && !set.isFull; batchNumber++) {
      const batch = drawStates(words, 700, batchNumber)
      const expected = keys(batch, words).filter((key) => !model.has(key) && model.add(key))
      for (let at = 0; at < batch.length; at += 2 * words) batch[at] = (batch[at] as number) & ~OCCUPIED
      const [fresh, before] = [new Int32Array(batch.length), set.size]
      expect(set.reserve(700)).toBe(true)
      const end = set.insert(batch.slice(), batch.length, fresh, 0)
      expect(keys(fresh, words, end)).toEqual(expected.slice(0, limitStates - before))
      for (const at of set.marked) expect(at).toBeLessThan(end)
    }
    expect(set.isFull).toBe(model.size > limitStates)
    expect(set.size).toBe(Math.min(model.size, limitStates))
  })

  test('tells which new states were marked, and stores them unmarked', () => {
    const set = new VisitedSet(words)
    const batch = new Int32Array(3 * words)
    for (const [i, first] of [5, 5 | OCCUPIED, 9 | OCCUPIED].entries()) batch[i * words] = first
    const fresh = new Int32Array(10 * words)
    expect(set.insert(batch, batch.length, fresh, words)).toBe(3 * words)
    expect(set.marked).toEqual([words])
    expect(fresh[words]).toBe(5 | OCCUPIED)
    expect(fresh[2 * words]).toBe(9 | OCCUPIED)
  })
})

/** Whether this machine has so many words of address space for an array; nothing is touched. */
function canReserve(words: number): boolean {
  try {
    return new Int32Array(words).length === words
  } catch {
    return false
  }
}

describe.skipIf(!canReserve(2 ** 32)).each([1, 37])(
  'a table of more than 2^31 words, of states of %i words,',
  (words) => {
    test('knows what it held when it was small, and what has come since', () => {
      const set = new VisitedSet(words)
      const fresh = new Int32Array(2000 * words)
      const insert = (states: Int32Array): number => set.insert(states.slice(), states.length, fresh, 0) / words
      const distinct = (seed: number): Int32Array =>
        drawStates(words, 1000, seed).map((word, i) =>
          i % words === 0 ? OCCUPIED | Math.imul(i + 1e6 * seed, 0x9e3779b1) : word,
        )
      const [before, since] = [distinct(1), distinct(2)]
      expect(insert(before)).toBe(1000)
      expect(set.reserve(Math.floor((0.74 * 2 ** 31.8) / words))).toBe(true)
      expect(set.storedBytes / 4).toBeGreaterThan(2 ** 31.7)
      expect(insert(since)).toBe(1000)
      expect([insert(before), insert(since), set.size]).toEqual([0, 0, 2000])
    })

    test('gets no longer than an array can be', () => {
      const set = new VisitedSet(words)
      expect(set.reserve(Math.floor(2 ** 32 / words))).toBe(false)
      expect(set.storedBytes).toBeLessThan(1e7)
    })
  },
)

describe('a visited set', () => {
  test('goes on where the spill area behind the last home is full', () => {
    const set = new VisitedSet(1, { capacity: 1 })
    const batch = Int32Array.from({ length: 2000 }, (_, i) => OCCUPIED | i)
    const fresh = new Int32Array(2000)
    expect(set.insert(batch, batch.length, fresh, 0)).toBe(2000)
    expect(set.insert(Int32Array.from(batch), batch.length, fresh, 0)).toBe(0)
    expect(set.size).toBe(2000)
  })

  test('grows as far as a limit allows, and never beyond it', () => {
    const limitBytes = 3_000_000
    const set = new VisitedSet(2, { limitBytes: 2 * limitBytes })
    let room = 0
    while (set.reserve(room + 1, limitBytes)) room++
    expect(set.storedBytes).toBeLessThanOrEqual(limitBytes)
    expect(set.storedBytes).toBeGreaterThan(limitBytes / 1.1)
    expect(set.reserve(room + 1, 2 * limitBytes)).toBe(true)
  })
})
