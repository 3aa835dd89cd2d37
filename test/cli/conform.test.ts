import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const examples = ['acquires', 'conversions', 'fields', 'hand-offs', 'life-cycle', 'owner-pointers', 'regions']

describe('lockproof conform', () => {
  test('prints what is allowed, what is not, and the coverage', async () => {
    const lines = [
      'lockproof conform runs/queue.json',
      'lockproof conform runs/queue.json --json',
      'lockproof conform runs/queue.json runs/slip.json',
      'lockproof conform runs/nowhere.json',
      'lockproof conform runs',
      'lockproof conform',
      'lockproof conform --help',
    ]
    await expect(await transcript(lines)).toMatchFileSnapshot('transcripts/conform.txt')
  })

  test('allows the sequences that are shipped, which leave no cell out', async () => {
    const files = examples.map((name) => `examples/conformance/${name}.json`)
    const { stdout, exitCode } = await lockproof(['conform', ...files], { cwd: root })
    expect(stdout).toContain('Coverage: all 69 cells exercised')
    expect(exitCode).toBe(0)
  })
})
