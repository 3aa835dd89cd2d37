import { expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'
import { lineMismatches } from './schema.ts'

test('several memories are a table with a column each', async () => {
  const text = await transcript([
    'lockproof check ../../../examples/memory/peterson.ts noFence --memory sc,tso,pso,cpp20',
    'lockproof check barriers.ts --memory sc,cpp20 --no-times',
    'lockproof check barriers.ts raised --memory cpp20,cpp20 --no-times',
    'lockproof check memory-errors.ts --memory tso,cpp20',
    'lockproof check barriers.ts --memory sc,arm',
    'lockproof check barriers.ts --memory sc,',
  ])
  await expect(text).toMatchFileSnapshot('transcripts/memory.txt')
})

test('programs read a line for each system and memory', async () => {
  const { stdout, exitCode } = await lockproof(['check', 'barriers.ts', '--memory', 'sc,cpp20', '--json'])
  expect(exitCode).toBe(1)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.flatMap(lineMismatches)).toEqual([])
  expect(lines.map(({ system, memory, verdict }) => [system, memory ?? 'sc', verdict])).toEqual([
    ['published', 'sc', 'verified'],
    ['published', 'cpp20', 'verified'],
    ['raised', 'sc', 'verified'],
    ['raised', 'cpp20', 'violated'],
  ])
})
