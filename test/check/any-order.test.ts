import fc from 'fast-check'
import type { System, Verdict } from 'lockproof'
import { describe, expect, test, vi } from 'vitest'
import { models } from '../examples/all.ts'
import { isLong } from '../setup/long.ts'

type Checking = { readonly check: (system: System, options: { reduction: 'all' }) => Verdict }
type Model = readonly [file: string, exportName: string]

const root = new URL('../../', import.meta.url)
const waiters = 'test/check/fixtures/first-waiter.ts'
const names = models.map(([name]) => name.split(' ') as unknown as Model) // a file and an export
const limitMs = 300_000

/** What is said of each in a process that has met no other design before; in this order. */
async function freshly(wanted: readonly Model[]): Promise<string[]> {
  vi.resetModules()
  const { check } = (await import('lockproof')) as Checking
  const { catalogueOf } = await import('../../src/catalogue/catalogue.ts')
  const said: string[] = []
  for (const [file, exportName] of wanted) {
    const exports = (await import(new URL(file, root).href)) as Readonly<Record<string, unknown>>
    const entry = catalogueOf([{ file, exports }]).find((it) => it.exportName === exportName)
    if (entry === undefined) throw new Error(`${file} exports no ${exportName}`)
    said.push(text(check(entry.system, { reduction: 'all' })))
  }
  return said
}

/** All but what is measured. */
function text({ verdict, violation, states, edges, answers, warnings }: Verdict): string {
  const { message, trace } = violation ?? {}
  return JSON.stringify([verdict, message, trace?.schedule, states, edges, answers, warnings])
}

describe('a verdict does not depend on what was described before', () => {
  test('keys come in the order of the object that is checked', async () => {
    const pair = [
      [waiters, 'writerFirst'],
      [waiters, 'readerFirst'],
    ] as const
    const [writer] = await freshly([pair[0]])
    const [reader] = await freshly([pair[1]])
    expect([writer, reader].map((said) => said?.slice(0, 11))).toEqual(['["verified"', '["violated"'])
    expect(await freshly(pair)).toEqual([writer, reader])
    expect(await freshly([pair[1], pair[0], pair[1]])).toEqual([reader, writer, reader])
  })

  test('the members of a set come by name, whichever file made its thread first', async () => {
    const first = ['test/check/fixtures/first-member.ts', 'firstMember'] as const
    const [alone] = await freshly([first])
    expect(alone).toMatch(/^\["verified"/)
    for (const [file, name] of [
      ['id-of-a', 'a'],
      ['id-of-b', 'b'],
    ] as const)
      expect((await freshly([[`test/check/fixtures/${file}.ts`, name], first])).at(-1)).toBe(alone)
  })

  test(
    'of any example: alone, after all others, and before them',
    async () => {
      const [sample = []] = fc.sample(fc.shuffledSubarray(names as Model[], { minLength: 12, maxLength: 12 }), 1)
      const some = isLong ? names : sample
      const forward = await freshly(some)
      const backward = (await freshly(some.toReversed())).toReversed()
      expect(backward).toEqual(forward)
      for (const [i, name] of some.entries()) expect(await freshly([name])).toEqual([forward[i]])
    },
    limitMs,
  )

  test(
    'of two examples, whichever comes first',
    async () => {
      const [some] = fc.sample(fc.shuffledSubarray(names as Model[], { minLength: 14, maxLength: 14 }), 1)
      for (let i = 0; i + 1 < (some ?? []).length; i += 2) {
        const pair = (some ?? []).slice(i, i + 2)
        expect((await freshly(pair.toReversed())).toReversed()).toEqual(await freshly(pair))
      }
    },
    limitMs,
  )
})
