import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lockproof } from '../cli/command.ts'
import { isLong } from '../setup/long.ts'
import { slackMs } from './random-moments.ts'

const cwd = fileURLToPath(new URL('../../', import.meta.url))
/** Starting, loading and printing are not in the limit. */
const startMs = 500
const graceMs = 500
const limits = isLong ? [1, 2, 5, 10] : [1]

const works = {
  compile: ['examples/eresource/stress.ts', '--param', 'N=6'],
  closing: ['test/long/fixtures/heavy.ts', 'wide'],
  'proof and tables': ['examples/eresource/stress.ts', '--param', 'N=5'],
  search: ['bench/models/peterson.ts', 'peterson', '--param', 'N=5', '--reduction', 'none'],
  'reduced search': ['bench/models/peterson.ts', 'peterson', '--param', 'N=5'],
  'shortest run': ['test/long/fixtures/heavy.ts', 'far', '--shortest'],
  audit: ['bench/models/mcs.ts', 'mcs', '--param', 'N=5', '--check-reduction'],
}

describe('--limit-time is kept in every phase', () => {
  test.each(Object.entries(works).flatMap(([name, words]) => limits.map((seconds) => ({ name, words, seconds }))))(
    '$name, $seconds s',
    async ({ words, seconds }) => {
      const begunMs = performance.now()
      const { stdout, stderr } = await lockproof(['check', ...words, '--json', '--limit-time', `${seconds}s`], { cwd })
      const tookMs = performance.now() - begunMs
      const { elapsedMs, warnings } = JSON.parse(stdout)
      expect(stderr).toMatch(/^(?:10 s, .*\n)?$/) // how far it is, every ten seconds
      expect(elapsedMs).toBeLessThan(seconds * 1100 + graceMs + slackMs)
      expect(tookMs).toBeLessThan(seconds * 1100 + graceMs + startMs + slackMs)
      expect(warnings.filter(({ kind }: { kind: string }) => kind === 'ended while')).toEqual([])
    },
    60_000,
  )
})
