import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { type BothOptions, type BothResult, bothReductions } from '../src/explorer/reduced/both-reductions.ts'
import { symmetricSearch } from '../src/explorer/reduced/symmetric-search.ts'
import { runSearch } from '../src/explorer/search.ts'
import { compile } from '../src/model/compile/compile.ts'
import { answersIn, type Program, UNKNOWN } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { type OpenDesign, openDesign, openSystem } from './arbitraries/open-design.ts'
import { drawn } from './arbitraries/symmetric-design.ts'

const limitStates = 500
const timeoutMs = 240_000
const everything = { stopAtFirst: false, wantsCounterexample: false } as const

type Case = {
  readonly design: OpenDesign
  /** What the tables say when the search begins: the start, or all but one in so many of what a search has met. */
  readonly forgets: 'all' | 2 | 3 | 6
  readonly strategy: 'bfs' | 'dfs'
}

function anyCase(breaks: OpenDesign['breaks'], forgets: readonly Case['forgets'][] = ['all', 2, 3, 6]) {
  return fc.record<Case>({
    design: openDesign(breaks),
    forgets: fc.constantFrom(...forgets),
    strategy: fc.constantFrom('bfs', 'dfs'),
  })
}

function programOf({ design, forgets }: Case): Program {
  const { program } = compile(openSystem(design).build(), { closes: false })
  if (forgets === 'all') return program
  runSearch(program, everything)
  for (const [thread, { next }] of program.ir.threads.entries())
    for (const [local, row] of next.entries())
      for (const answer of answersIn(row))
        if (drawn(forgets, design.seed, 'forget', thread, local, answer) === 0) row[answer] = UNKNOWN
  return program
}

function reduced(of: Case, options: BothOptions = {}): BothResult {
  const { stubborn, ...rest } = options
  const kept = { keepsLocalStates: true, ...stubborn }
  const its = { ...everything, strategy: of.strategy, unreducedStates: 0, ...rest, stubborn: kept }
  return finished(bothReductions(programOf(of), its))
}

/** What a verdict is made of. */
function seen({ deadlocks, failures, properties }: SearchResult): string {
  return [deadlocks > 0, failures > 0, ...properties.map(({ states }) => states > 0)].join()
}

function fullSearch({ design }: Case): SearchResult | undefined {
  const full = runSearch(compile(openSystem(design).build(), { closes: false }).program, { ...everything, limitStates })
  return full.limit === undefined ? full : undefined
}

function isWrong(of: Case, options: BothOptions): boolean {
  const full = fullSearch(of)
  return full !== undefined && seen(reduced(of, options).result) !== seen(full)
}

const SYSTEMS = isLong ? 600 : 150

describe('both reductions where the search discovers what there is', () => {
  test(
    'say what the full search says, and find each deadlock up to names',
    () => {
      const states = { full: 0, alike: 0, both: 0 }
      let kept = 0
      fc.assert(
        fc.property(anyCase('no'), (of) => {
          const full = fullSearch(of)
          fc.pre(full !== undefined)
          const { result, report, evidence } = reduced(of)
          expect(seen(result)).toBe(seen(full))
          expect(report).toMatchObject({ status: 'proved', differences: [] })
          const alike = finished(symmetricSearch(programOf(of), everything)).result
          expect(result.deadlocks).toBe(alike.deadlocks)
          if (evidence.sets !== undefined) kept++
          states.full += full.states
          states.alike += alike.states
          states.both += result.states
        }),
        { numRuns: SYSTEMS, maxSkipsPerRun: 10 },
      )
      expect(kept).toBe(SYSTEMS)
      expect({ alike: states.alike < states.full / 2, both: states.both < states.alike / 1.5 }).toEqual({
        alike: true,
        both: true,
      })
    },
    timeoutMs,
  )

  test(
    'where threads of a family are not alike, too',
    () => {
      let refused = 0
      fc.assert(
        fc.property(anyCase('first'), (of) => {
          const full = fullSearch(of)
          fc.pre(full !== undefined)
          const { result, report } = reduced(of)
          expect(seen(result)).toBe(seen(full))
          if (report.differences.length > 0) refused++
        }),
        { numRuns: isLong ? 300 : 100, maxSkipsPerRun: 10 },
      )
      expect(refused).toBeGreaterThan(50)
    },
    timeoutMs,
  )
})

describe('what makes them sound is missed when it is gone', () => {
  const systems = 1_500
  const late = anyCase('first', ['all'])

  test.each<readonly [string, fc.Arbitrary<Case>, BothOptions]>([
    [
      'what a pass has met is settled without another one',
      anyCase('no', [2, 3]),
      { stubborn: { rules: { settles: false } } },
    ],
    ['nobody proves that threads are alike', late, { rules: { proves: false } }],
    ['it is proved before the tables grow', late, { rules: { provesLast: false } }],
  ])(
    '%s',
    (_, arbitrary, options) => {
      const law = fc.property(arbitrary, (of) => !isWrong(of, options))
      expect(fc.check(law, { numRuns: systems, endOnFailure: true }).failed).toBe(true)
    },
    timeoutMs,
  )
})
