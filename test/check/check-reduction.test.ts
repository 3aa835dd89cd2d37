import {
  type CheckOptions,
  check,
  object,
  type System,
  startCheck,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mcs } from '../../bench/models/mcs.ts'
import { rwlock } from '../../bench/models/rwlock.ts'
import { ticket } from '../../bench/models/ticket.ts'
import { flagLock } from '../../examples/flag.ts'
import { naive } from '../../examples/naive-flag.ts'
import { InternalError } from '../../src/errors/internal-error.ts'
import { checkOrbits } from '../../src/explorer/audit/check-orbits.ts'
import { type CheckedReduction, checkMerging, checkReduction } from '../../src/explorer/audit/check-reduction.ts'
import type { SearchGround } from '../../src/explorer/findings/search-ground.ts'
import { type PlainSearchOptions, runSearch } from '../../src/explorer/search.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'

const programOf = (of: System): Program => compile(of.build(), { minimise: false }).program

/** Time goes on by one at each look at the clock. */
function until(limitMs: number): PlainSearchOptions {
  let nowMs = 0
  return { meter: new Meter({ limitMs, clock: () => nowMs++ }) }
}

/** Three threads queue up; the head goes on in all orders but one. */
function queueing(order: readonly number[]): System {
  return system('queueing', ({ shared, threads, allowDeadlock }) => {
    allowDeadlock()
    const ids = threadIds(3)
    const { queue } = shared({
      queue: object<{ readonly ids: readonly ThreadId[] }>({ ids: [] })({
        join(q, me: ThreadId) {
          q.ids.push(me)
        },
        leave(q, me: ThreadId) {
          waitUntil(q.ids.length === 3 && q.ids[0] === me && order.some((index, place) => q.ids[place] !== ids[index]))
          q.ids = []
        },
      }),
    })
    threads(ids, function* (me) {
      yield* queue.join(me)
      yield* queue.leave(me)
    })
  })
}

describe('checking a reduction', () => {
  const checked = (program: Program, options: PlainSearchOptions): CheckedReduction =>
    finished(checkReduction(program, 'all', runSearch(program), options))

  test('says what was compared and what was looked at', () => {
    expect(checked(programOf(ticket({ N: 4 })), {})).toEqual({
      fullStates: 1888,
      grounds: [
        { kind: 'full search', states: 1888, times: 1 },
        { kind: 'orbits', orbits: 140 },
        { kind: 'sets checked', sets: 444, toTheEnd: 444, isCut: false },
      ],
    })
  })

  test('throws where the two searches differ', () => {
    const program = programOf(ticket({ N: 2 }))
    const wrong = { ...runSearch(program), status: 'violated' } as const
    expect(() => finished(checkReduction(program, 'all', wrong, {}))).toThrow(
      'the reduced search of ticket says violated, the full one complete',
    )
  })

  test('throws where threads that are not alike are taken for one another', () => {
    const orders = [0, 1, 2].flatMap((a) => [
      [a, (a + 1) % 3, (a + 2) % 3],
      [a, (a + 2) % 3, (a + 1) % 3],
    ])
    const wronged = orders.filter((order) => {
      const program = programOf(queueing(order))
      const check = (budget?: number): unknown =>
        finished(checkOrbits(program, runSearch(program), { proof: { budget } }))
      expect(check()).toEqual([])
      try {
        check(0) // the symmetry is assumed
        return false
      } catch (error) {
        expect(error).toBeInstanceOf(InternalError)
        return true
      }
    })
    expect(wronged).toHaveLength(1) // the one that stands for its images; where it is another, they are alike enough
  })

  test('looks at sets in part, or at nothing, when time is over', () => {
    const program = programOf(mcs({ N: 4 }))
    expect(checked(program, until(0))).toEqual({ grounds: [{ kind: 'reduction not checked' }] })
    const last = Array.from({ length: 40 }, (_, i) => 50 + 25 * i).map((limitMs) =>
      checked(program, until(limitMs)).grounds.at(-1),
    )
    const isInPart = (of: SearchGround | undefined): boolean =>
      of?.kind === 'sets checked' && of.isCut && of.toTheEnd > 0 && of.toTheEnd < of.sets
    expect(last.some(isInPart)).toBe(true)
  })
})

test('a check that is interrupted while it checks its reduction keeps its verdict', () => {
  const check = startCheck(ticket({ N: 5 }), { reduction: 'all', checkReduction: true })
  while (check.progress().phase !== 'checking the reduction') check.advance()
  check.interrupt()
  const { verdict, grounds } = check.verdict()
  expect(verdict).toBe('verified')
  expect(grounds.map(({ text }) => text)).toContain('reduction not checked: a search was incomplete')
})

describe('a check that is asked for in the options', () => {
  const kinds = (of: System, options: CheckOptions): readonly string[] =>
    check(of, { checkReduction: true, ...options }).grounds.map(({ kind }) => kind)

  test('is not silent where a violation was found reduced, and has been found in full', () => {
    expect(kinds(naive, { reduction: 'all' })).toEqual(['found in full'])
  })

  test('says so where nothing was reduced', () => {
    expect(kinds(naive, { reduction: 'none' })).toEqual(['nothing to check'])
    expect(kinds(naive, { reduction: 'all', keepGoing: true })).toEqual(['not reduced', 'nothing to check'])
  })

  test('searches without merged local states, where any were merged', () => {
    expect(kinds(flagLock({ N: 3 }), { reduction: 'stubborn' })).not.toContain('unmerged search')
    const { grounds, localStates } = check(rwlock({ R: 1, W: 1 }), { reduction: 'stubborn', checkReduction: true })
    expect(localStates.some(({ found, kept }) => kept < found)).toBe(true)
    const { states } = check(rwlock({ R: 1, W: 1 }), { minimise: false })
    expect(grounds.find(({ kind }) => kind === 'unmerged search')).toMatchObject({ states })
  })

  test('throws where merging has changed what holds', () => {
    const program = programOf(ticket({ N: 2 }))
    const merged = { ...runSearch(program), status: 'violated' } as const
    expect(() => finished(checkMerging(program, merged, {}))).toThrow(
      'the reduced search of ticket says violated, the one without merged local states complete',
    )
  })
})
