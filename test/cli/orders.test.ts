import { expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'
import { ordersMismatches } from './schema.ts'

test('what systems need is told, and what is refused, too', async () => {
  const text = await transcript([
    'lockproof orders barriers.ts',
    'lockproof orders barriers.ts published --all --memory pso',
    'lockproof orders barriers.ts published --limit-states 3',
    'lockproof orders barriers.ts published --memory sc',
    'lockproof orders barriers.ts publshed',
    'lockproof orders memory-errors.ts',
    'lockproof orders missing.ts',
  ])
  await expect(text).toMatchFileSnapshot('transcripts/orders.txt')
})

test('programs read it as its schema says', async () => {
  const { stdout, exitCode } = await lockproof(['orders', 'barriers.ts', '--json', '--all'])
  expect(exitCode).toBe(1)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(ordersMismatches)).toEqual([[], []])
  expect(lines).toMatchObject([
    { system: 'published', result: 'enough', minimal: [['release', 'acquire']] },
    { system: 'raised', result: 'too weak', sites: [{ written: ['relaxed'], needed: 'release' }, {}] },
  ])
  expect(ordersMismatches({ ...lines[0], result: 'perhaps' })).not.toEqual([])
  const failed = await lockproof(['orders', 'memory-errors.ts', '--json'])
  expect(
    failed.stdout
      .trim()
      .split('\n')
      .map((line) => ordersMismatches(JSON.parse(line))),
  ).not.toContainEqual(['x'])
})
