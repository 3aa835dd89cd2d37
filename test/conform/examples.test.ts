import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conform } from '../../src/conform/conform.ts'
import { allCells } from '../../src/conform/coverage/cells.ts'
import { coverageOf, missingCells } from '../../src/conform/coverage-of.ts'

const folder = new URL('../../examples/conformance/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const results = files.map((name) => conform(name, readFileSync(new URL(name, folder), 'utf8')))

describe('the sequences that are shipped', () => {
  const sequences = results.flatMap((result) => result.sequences.map((one) => ({ file: result.file, ...one })))

  test.each(sequences)('$file: $name', ({ misfit, result }) => {
    expect(misfit).toBeUndefined()
    expect(result).toBe('allowed')
  })

  test('exercise every cell of both tables: 7 situations × 9 ways to ask, and 6 hand-offs', () => {
    expect(allCells).toHaveLength(7 * 9 + 6)
    expect(missingCells(coverageOf(results))).toEqual([])
  })

  test('have names of their own', () => {
    const names = sequences.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('read no field that is not checked', () => {
    expect(sequences.flatMap(({ notChecked }) => notChecked)).toEqual([])
  })

  test('are told apart where they were never executed', () => {
    expect(sequences.flatMap(({ notAsserted }) => notAsserted)).toEqual([
      { step: 1, text: 'A: ExDeleteResourceLite(NULL) bug check' },
    ])
  })
})
