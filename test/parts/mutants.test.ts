import fc from 'fast-check'
import { everyProgramHolds } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { monitored, mutants, plain, words } from './mutants.ts'
import { mutated } from './mutated.ts'

const all = Object.entries(mutants).flatMap(([file, those]) => those.map((mutant) => [file, ...mutant] as const))

describe('every well-behaved program holds under every interleaving', () => {
  test('with the parts as they are, read as the mutants are', async () => {
    const parts = await mutated({ file: 'none', from: '', to: '' })
    for (const clients of [plain, words, monitored])
      fc.assert(everyProgramHolds(clients(parts), { calls: 2 }), { numRuns: 20 })
  })

  test.each(all)('but not where it, by %s, %s', async (file, _, clients, from, to) => {
    const lock = clients(await mutated({ file, from, to }))
    const { failed, errorInstance } = fc.check(everyProgramHolds(lock, { calls: 2 }), {
      numRuns: 200,
      endOnFailure: true,
    })
    expect(failed).toBe(true)
    expect(String(errorInstance)).toMatch(/^LawBroken: violated/)
  })
})
