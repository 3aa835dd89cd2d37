import { bits, cell, cells, check, type System, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

const word = bits({ locked: 1, readers: 2 })

describe('bits', () => {
  test('are the fields of a word, the first lowest', () => {
    expect(word.words).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(word.of({ locked: 1, readers: 2 })).toBe(5)
    expect(word.get(5, 'readers')).toBe(2)
    expect(word.set(5, { readers: 3 })).toBe(7)
    expect(word.fields(4)).toEqual({ locked: 0, readers: 2 })
    expect([word.mask('locked'), word.mask('readers')]).toEqual([1, 6])
    for (const all of word.words) expect(word.of(word.fields(all))).toBe(all)
  })

  test.each([
    [() => word.set(0, { readers: 4 }), 'readers would be 4: expected 0 to 3, which its 2 bits can hold.'],
    [() => word.of({ locked: -1 }), 'locked would be -1: expected 0 to 1, which its bit can hold.'],
    [() => word.get(0, 'lockd' as 'locked'), /has no field lockd: expected one of locked, readers\..*locked/],
    [() => bits({ a: 0 }), 'bits({ a: 0 }): expected a number of bits, 1 or more.'],
    [() => bits({ a: 12, b: 13 }), /^bits\(…\): expected at most 1000000 values\./],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(message)
  })
})

/** Two readers come, and a writer, who do not look for each other. */
const beside: System = system('a lock word', ({ shared, threads, thread, never }) => {
  const { lock } = shared({ lock: cell(word) })
  threads(threadIds(2, 'R'), function* () {
    yield* lock.add(word.of({ readers: 1 }))
  })
  thread('W', () => lock.fetchOr(word.mask('locked')))
  never('both', [lock], (w) => word.get(w, 'locked') === 1 && word.get(w, 'readers') === 2)
})

describe('a cell of such words', () => {
  test('is shown by field', () => {
    const { violation } = check(beside)
    const [first] = violation?.trace?.initial ?? []
    expect(first?.value).toEqual({ locked: 0, readers: 0 })
    const moves = violation?.trace?.steps.flatMap((step) => step.moves.map(({ label }) => label))
    expect(moves?.toSorted()).toEqual([
      'lock.add({ locked: 0, readers: 1 })',
      'lock.add({ locked: 0, readers: 1 })',
      'lock.fetchOr({ locked: 1, readers: 0 })',
    ])
    const swap = violation?.trace?.steps.find(({ thread }) => thread === 'W')
    expect(swap?.moves[0]?.answer).toMatchObject({ locked: 0 })
    expect(swap?.changes[0]?.after).toMatchObject({ locked: 1 })
    expect(violation?.trace?.final[0]?.value).toEqual({ locked: 1, readers: 2 })
    expect(violation?.observed).toEqual([{ name: 'lock', value: { locked: 1, readers: 2 } }])
  })

  test('may be one of a row, and start with another word', () => {
    const row = cells(['a', 'b'], word, word.of({ readers: 1 }))
    expect(row.keys).toEqual(['a', 'b'])
  })
})
