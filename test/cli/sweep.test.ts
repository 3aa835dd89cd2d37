import { describe, expect, test } from 'vitest'
import { combinations, sweptValues } from '../../src/cli/chosen/sweeps.ts'
import { lockproof, transcript } from './command.ts'

describe('values of a sweep', () => {
  test.each<[text: string, standard: unknown, values: readonly string[]]>([
    ['2..5', 3, ['2', '3', '4', '5']],
    ['-1..1', 3, ['-1', '0', '1']],
    ['1,2,4..6', 3, ['1', '2', '4', '5', '6']],
    ['2..2', 3, ['2']],
    ['1.5,2', 3, ['1.5', '2']],
    ['fair,2..3', 'fair', ['fair', '2..3']],
    ['true,false', true, ['true', 'false']],
    ['[1,2]', [3], ['[1,2]']],
    ['1,2', null, ['1,2']],
  ])('%s for %j', (text, standard, values) => {
    expect(sweptValues(text, standard)).toEqual(values)
  })

  test('those of the first parameter follow each other', () => {
    const all = combinations(
      new Map([
        ['N', ['2', '3']],
        ['K', ['a', 'b']],
      ]),
    )
    expect(all.map((one) => Object.fromEntries(one))).toEqual([
      { N: '2', K: 'a' },
      { N: '3', K: 'a' },
      { N: '2', K: 'b' },
      { N: '3', K: 'b' },
    ])
  })

  test('a thousand systems at most', () => {
    const values = Array.from({ length: 40 }, (_, index) => `${index}`)
    const two = new Map([
      ['N', values],
      ['K', values],
    ])
    expect(() => combinations(two)).toThrow('sweep: expected at most 1000 systems, saw 1600. Give fewer values.')
  })
})

describe('sweep', () => {
  test('prints as it always did', async () => {
    const text = await transcript([
      'lockproof sweep designs.ts spinning --param N=1..3',
      'lockproof sweep designs.ts spinning --param N=2,3 --param careful=true,false',
      'lockproof sweep designs.ts --param N=2..3 --limit-states 9',
      'lockproof sweep designs.ts',
      'lockproof sweep designs.ts --param N=5..2',
      'lockproof sweep designs.ts --param N=1..4000',
      'lockproof sweep designs.ts --param M=1..2',
      'lockproof sweep designs.ts --param N=1,x',
    ])
    await expect(text).toMatchFileSnapshot('transcripts/sweep.txt')
  })

  test('a line of JSON for each system', async () => {
    const { stdout } = await lockproof(['sweep', 'designs.ts', 'spinning', '--param', 'N=1..3', '--json'])
    const parameters = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).parameters.N)
    expect(parameters).toEqual([1, 2, 3])
  })
})
