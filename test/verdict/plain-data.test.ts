import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { verdictMismatches } from '../cli/schema.ts'
import { models } from '../examples/all.ts'
import { everySo } from '../setup/long.ts'

describe('a verdict is plain data', () => {
  test.each(everySo(6, models))(
    '%s: a clone and JSON keep all of it, and it is as the schema says',
    (_, system) => {
      for (const options of [{}, { reduction: 'all', keepGoing: true, limits: { states: 2_000 } }] as const) {
        const verdict = check(system, options)
        expect(structuredClone(verdict)).toStrictEqual(verdict)
        expect(JSON.parse(JSON.stringify(verdict))).toStrictEqual(verdict)
        expect(verdictMismatches(verdict)).toEqual([])
      }
    },
    60_000,
  )
})
