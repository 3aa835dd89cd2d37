import { describe, expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'

describe('refine', () => {
  test('holds one lock of a file against another, or a specification of ours', async () => {
    const text = await transcript([
      'lockproof refine locks.ts taking mutex --threads 2 --no-times',
      'lockproof refine locks.ts looking mutex --threads 2 --depth 1 --no-times',
      'lockproof refine locks.ts looking taking --threads 2 --calls 1 --keeps answers --no-times',
      'lockproof refine locks.ts lookng mutex',
      'lockproof refine locks.ts looking mutx',
      'lockproof refine designs.ts looking mutex',
      'lockproof refine locks.ts looking once',
      'lockproof refine locks.ts looking',
      'lockproof refine locks.ts looking mutex --threads two',
      'lockproof refine locks.ts looking mutex --threads 31',
      'lockproof refine locks.ts looking mutex --keeps order',
    ])
    await expect(text).toMatchFileSnapshot('transcripts/refine.txt')
  })

  test('says so with its exit code, and as JSON', async () => {
    const { stdout, exitCode } = await lockproof(['refine', 'locks.ts', 'looking', 'mutex', '--threads', '2', '--json'])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'violated', violation: { kind: 'answers', calls: ['lock'] } })
  })
})
