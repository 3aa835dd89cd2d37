import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { transcript } from './command.ts'
import * as overMemory from './fixtures/memory-errors.ts'
import * as designs from './fixtures/model-errors.ts'

const declared = readFileSync(new URL('../../src/errors/model-error.ts', import.meta.url), 'utf8')
const codes = [...declared.matchAll(/\| '(M\d{3})'/g)].map(([, code]) => code)

describe('a wrong design', () => {
  test('is told what happened, where, and what to do', async () => {
    const text = await transcript([
      'lockproof check model-errors.ts',
      'lockproof check memory-errors.ts --memory cpp20',
    ])
    await expect(text).toMatchFileSnapshot('transcripts/model-errors.txt')
  })

  test('has a message for each code', () => {
    const names = [...Object.keys(designs), ...Object.keys(overMemory)].map((name) => name.slice(0, 4).toUpperCase())
    expect([...new Set(names)].toSorted()).toEqual(codes)
  })
})
