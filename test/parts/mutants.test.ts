import fc from 'fast-check'
import { everyProgramHolds } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { broken } from './mutant.ts'
import { monitored, mutants, plain, words } from './mutants.ts'

const all = Object.entries(mutants).flatMap(([file, those]) => those.map((mutant) => [file, ...mutant] as const))

describe('every well-behaved program holds under every interleaving', () => {
  test('with the parts as they are, read as the mutants are', async () => {
    const parts = await broken({ file: 'none', text: '', instead: '' })
    for (const clients of [plain, words, monitored])
      fc.assert(everyProgramHolds(clients(parts), { calls: 2 }), { numRuns: 20 })
  })

  test.each(all)('but not where it, by %s, %s', async (file, _, clients, text, instead) => {
    const lock = clients(await broken({ file, text, instead }))
    const { failed, errorInstance } = fc.check(everyProgramHolds(lock, { calls: 2 }), {
      numRuns: 200,
      endOnFailure: true,
    })
    expect(failed).toBe(true)
    expect(String(errorInstance)).toMatch(/^LawBroken: violated/)
  })
})
