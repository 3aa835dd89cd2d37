import { type CheckOptions, check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mcs, readersWriters, testAndSet, ticket, unlikeInEyes } from './designs/alike-locks.ts'

/** What is said of runs; and among how many forms it was found. */
function said(system: System, options: CheckOptions) {
  const { verdict, answers, violation, grounds } = check(system, { stuck: true, ...options })
  const { trace } = violation ?? {}
  return {
    verdict,
    answers: answers.map(({ name, result, liveness }) => `${name}: ${result} ${liveness?.holdsUnder ?? ''}`),
    of: violation?.thread,
    cycle: trace && trace.steps.length - (trace.cycleStart ?? 0),
    isShortest: trace?.isShortest,
    forms: grounds.find((ground) => ground.kind === 'runs of forms')?.forms,
  }
}

/** With the states of the quotient that leaves the first thread alone, where they are counted by a prototype of its own. */
const small: readonly (readonly [System, number])[] = [
  [ticket(4), 416],
  [mcs(3), 870],
  [testAndSet(5, 'waits'), 36],
]
const others = [testAndSet(3, 'spins'), readersWriters(2, 2), readersWriters(3, 1)]

describe('runs without end are decided among forms where threads are alike', () => {
  test.each([...small.map(([system]) => system), ...others].map((system) => [system.name, system] as const))(
    'and so are those of states: %s',
    (_, system) => {
      for (const fairness of ['none', 'weak', 'strong'] as const) {
        const { forms, ...seen } = said(system, { reduction: 'symmetry', fairness })
        const { forms: none, ...all } = said(system, { reduction: 'none', fairness })
        expect(seen).toEqual(all)
        expect([forms !== undefined, none]).toEqual([true, undefined])
        expect(said(system, { reduction: 'all', fairness })).toEqual({ ...all, forms })
      }
    },
  )

  test.each(small.map(([system, forms]) => [system.name, system, forms] as const))('%s', (_, system, forms) => {
    expect(said(system, { reduction: 'symmetry' }).forms).toBe(forms)
  })

  test('not where a predicate tells them apart: that is asked of states', () => {
    const { forms, ...seen } = said(unlikeInEyes, { reduction: 'symmetry', stuck: false })
    const { forms: none, ...all } = said(unlikeInEyes, { reduction: 'none', stuck: false })
    expect(seen).toEqual(all)
    expect([forms, none]).toEqual([undefined, undefined])
  })

  test('not under fairness to actions, which may be what it needs', () => {
    const weak = said(testAndSet(3, 'spins'), { reduction: 'symmetry', stuck: false })
    expect(weak).toMatchObject({ verdict: 'violated', of: 'T0', forms: expect.any(Number) })
    const fair = said(testAndSet(3, 'spins', 'fairly'), { reduction: 'symmetry', stuck: false })
    expect(fair).toMatchObject({ verdict: 'verified', forms: undefined })
  })

  /** The forms are N³ (N + 9) / 2, as they are for N of 4, 5 and 6. */
  test('a run is found where the whole graph is large', () => {
    const { verdict, of, isShortest, forms } = said(ticket(7), { reduction: 'symmetry', fairness: 'none' })
    expect({ verdict, of, isShortest, forms }).toEqual({
      verdict: 'violated',
      of: 'T0',
      isShortest: false,
      forms: 2_744,
    })
  })
})
