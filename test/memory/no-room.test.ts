/** A check that had no room for all old values says who left them, who did not see them, and what to do: which helps. */
import { cell, check, forever, repeat, type System, step, system } from 'lockproof'
import { expect, test } from 'vitest'

/** A producer and a consumer, who never sees an older value after a newer one; `answers`: after each value it says so. */
const values = (rounds: 'for ever' | number, answers = false): System =>
  system('values', ({ shared, thread, regions, never }) => {
    const { x, seen } = shared({ x: cell([0, 1, 2]), seen: cell([0, 1, 2]) })
    const { wrong } = regions('wrong')
    const produce = function* () {
      for (const value of [1, 2] as const) {
        yield* x.store(value, 'release')
        if (answers) yield* seen.waitFor(value, 'acquire')
      }
    }
    thread('producer', () => (rounds === 'for ever' ? forever(produce) : repeat(rounds, produce)))
    const consume = function* () {
      const first = yield* x.load('acquire')
      const second = yield* x.load('acquire')
      if (first !== 0 && second === 0) yield* wrong(() => step('went back'))
      if (answers) yield* seen.store(second, 'release')
    }
    thread('consumer', () => forever(consume))
    never('went back', [wrong], (inside) => inside.length > 0)
  })

const warnedOf = (of: System, memory: 'tso' | 'pso' | 'cpp20') => {
  const { verdict, warnings } = check(of, { memory })
  return { verdict, lacks: warnings.filter(({ kind }) => kind === 'no room') }
}

test('under cpp20 who writes on is named, and who need not have seen it', () => {
  expect(warnedOf(values('for ever'), 'cpp20')).toEqual({
    verdict: 'incomplete',
    lacks: [
      {
        kind: 'no room',
        writer: 'producer',
        cell: 'x',
        readers: ['consumer'],
        text: 'producer stores to x on and on, and need not learn that consumer has seen any of it: let it wait for an answer each round, or bound its rounds with repeat(n, …)',
      },
    ],
  })
})

test.each(['tso', 'pso'] as const)('under %s whose buffer does not drain is named', (memory) => {
  const { verdict, lacks } = warnedOf(values('for ever'), memory)
  expect(verdict).toBe('incomplete')
  expect(lacks).toMatchObject([{ writer: 'producer', cell: 'x', readers: [] }])
  expect(lacks[0]?.text).toContain("give each round an update or fence('seq_cst')")
})

test.each(['tso', 'pso', 'cpp20'] as const)('under %s what is advised helps', (memory) => {
  expect(warnedOf(values(2), memory)).toEqual({ verdict: 'verified', lacks: [] })
})

test('under cpp20 an answer in each round helps', () => {
  expect(warnedOf(values('for ever', true), 'cpp20')).toEqual({ verdict: 'verified', lacks: [] })
})

test('what is found with little room is told without it', () => {
  const late = system('late', ({ shared, thread, never, regions }) => {
    const { x } = shared({ x: cell([0, 1]) })
    const { one } = regions('one')
    thread('producer', () => forever(() => x.store(1, 'release')))
    thread('consumer', function* () {
      if ((yield* x.load('acquire')) === 1) yield* one(() => step('sees it'))
    })
    never('one is seen', [one], (inside) => inside.length > 0)
  })
  expect(warnedOf(late, 'cpp20')).toEqual({ verdict: 'violated', lacks: [] })
})
