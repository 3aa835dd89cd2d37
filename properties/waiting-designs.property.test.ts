import fc from 'fast-check'
import { check, type System, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type InnocentDesign, innocentDesign } from './arbitraries/innocent-design.ts'
import { runAll } from './arbitraries/statements.ts'
import { sharedWorld } from './arbitraries/world.ts'

/** For a machine that has much else to do. */
const LIMIT_MS = 120_000

/** The same threads, and what must come some time. */
function waitingSystem({ isFamily, threads, rests }: InnocentDesign, fairness: 'none' | 'weak' | 'strong'): System {
  return system('waiting', (tools) => {
    const ids = threadIds(threads.length)
    const world = sharedWorld(tools, ids, [])
    const body = (me: (typeof ids)[number], i: number) =>
      function* () {
        yield* world.trying(() => runAll({ ...world, me }, threads[i] ?? []))
        yield* world.critical()
      }
    if (isFamily) tools.threads(ids, (me) => body(me, 0)())
    else for (const [i, me] of ids.entries()) tools.thread(me, body(me, i))
    tools.allowDeadlock()
    tools.fairness(fairness)
    if (rests === 'trying') tools.mayRest(world.trying)
    tools.starvationFree(world.trying, world.critical)
    tools.progress(world.trying, world.critical)
    tools.leadsTo(
      'a comes back',
      [world.a],
      (a) => a > 0,
      (a) => a === 0,
    )
    tools.infinitelyOften('b is 0', [world.b], (b) => b === 0)
    tools.ltl('G (trying.T0 -> F critical.T0)')
  })
}

/** Nothing where an operation fails, which is found first. */
const results = (made: System, options: Parameters<typeof check>[1]) => {
  const { answers } = check(made, options)
  if (answers.some(({ kind, result }) => kind === 'no failure' && result !== 'holds')) return []
  return answers.flatMap(({ name, liveness, result, evidence }) =>
    liveness === undefined
      ? []
      : [
          {
            name,
            result,
            holdsUnder: liveness.holdsUnder,
            shortest: evidence?.trace?.isShortest === true ? evidence.trace.steps.length : undefined,
          },
        ],
  )
}

describe('what must come some time, on random designs', () => {
  test(
    'is the same with local states merged and apart, reduced or not, and a formula says what starvation freedom does',
    () => {
      const law = fc.property(innocentDesign, fc.constantFrom('none', 'weak', 'strong'), (design, fairness) => {
        const made = waitingSystem(design, fairness)
        const all = { limits: { states: 3_000 } } as const
        let merged: ReturnType<typeof results>
        try {
          merged = results(made, all)
        } catch {
          return // a cell beyond its domain
        }
        if (merged.length === 0 || merged.some(({ result }) => result === 'unknown')) return
        expect(results(made, { ...all, minimise: false })).toEqual(merged)
        expect(results(made, { ...all, reduction: 'all' })).toEqual(merged)
        const [starving, , , , formula] = merged
        if (starving?.result === 'holds') expect(formula?.result).toBe('holds')
      })
      fc.assert(law, { numRuns: 60 })
    },
    LIMIT_MS,
  )
})
