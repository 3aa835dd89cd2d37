import { expect, test } from 'vitest'
import { finalLines } from '../../src/report/text/state-text.ts'
import { page, trace } from './fake.ts'

test.each([
  ['all that it has', {}, 'o: { list: [3, 4], name: '],
  ['what has changed', { kept: 1 }, 'o: { list: [3, 4], name: '],
])('of a long record it says %s', (_, kept, start) => {
  const [before, after] = ['one of very many words', 'another of these very many words']
  const moved = trace([], {
    initial: [{ object: 'o', value: { list: [1, 2], name: before, ...kept }, isGhost: false }],
    final: [{ object: 'o', value: { list: [3, 4], name: `${after}, longer`, ...kept }, isGhost: false }],
  })
  const ending = 'kept' in kept ? ', … }' : ' }'
  expect(finalLines(moved, page(200))).toEqual([`  at last   ${start}'${after}, longer'${ending}`])
})
