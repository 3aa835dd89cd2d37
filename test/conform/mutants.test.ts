import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type MutantName, mutants } from '#eresource'
import { conform } from '../../src/conform/conform.ts'
import type { ModelOptions } from '../../src/conform/run/machine.ts'

const folder = new URL('../../examples/conformance/', import.meta.url)
const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** How many of the shipped sequences a model does not allow. */
function refusedBy(options: ModelOptions): number {
  const sequences = files.flatMap((text) => conform('runs.json', text, options).sequences)
  return sequences.filter(({ result }) => result === 'refused').length
}

describe('the shipped sequences tell other models from ERESOURCE', () => {
  test.each(Object.keys(mutants) as MutantName[])('%s', (name) => {
    expect(refusedBy({ rules: mutants[name] })).toBeGreaterThan(0)
  })

  test('writers before readers', () => {
    expect(refusedBy({ releasePolicy: 'exclusiveFirst' })).toBeGreaterThan(0)
  })

  test('and nothing else', () => {
    expect(refusedBy({})).toBe(0)
  })
})
