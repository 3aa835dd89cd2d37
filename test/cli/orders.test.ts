import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'
import { ordersMismatches } from './schema.ts'

const example = (name: string): string => fileURLToPath(new URL(`../../examples/memory/${name}.ts`, import.meta.url))

test('what systems need is told, and what is refused, too', async () => {
  const text = await transcript([
    'lockproof orders ../../../examples/memory/message.ts',
    'lockproof orders ../../../examples/memory/message.ts published --all --memory pso',
    'lockproof orders ../../../examples/memory/message.ts published --limit-states 3',
    'lockproof orders ../../../examples/memory/message.ts published --memory sc',
    'lockproof orders ../../../examples/memory/message.ts publshed',
    'lockproof orders memory-errors.ts',
    'lockproof orders missing.ts',
  ])
  await expect(text).toMatchFileSnapshot('transcripts/orders.txt')
})

test('programs read it as its schema says', async () => {
  const { stdout, exitCode } = await lockproof(['orders', example('message'), '--json', '--all'])
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
