import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checking } from '../src/check/checking.ts'
import type { CheckOptions, Phase } from '../src/check/options/check-options.ts'
import { walkBudget } from '../src/check/passes/native-walks.ts'
import { withPoison } from '../src/model/run/poison.ts'
import { Meter } from '../src/tasks/meter.ts'
import type { Verdict } from '../src/verdict/verdict.ts'
import { isLong } from '../test/setup/long.ts'
import { type RandomDesign, randomDesign, randomSystem } from './arbitraries/random-design.ts'

const options: fc.Arbitrary<CheckOptions> = fc.record({
  reduction: fc.constantFrom('none', 'stubborn', 'symmetry', 'all'),
  search: fc.constantFrom('breadth first', 'depth first'),
  keepGoing: fc.boolean(),
  shortest: fc.boolean(),
})

type Run = { readonly verdict: Verdict; readonly looks: number; readonly pauses: number; readonly stoppedIn: Phase }

/** A check that is interrupted at a look; its clock goes on by so much at each of them. */
function run(design: RandomDesign, given: CheckOptions, lastLook: number, tickMs = 0): Run {
  let [looks, now, pauses] = [0, 0, 0]
  let phase: Phase = 'describing'
  let stoppedIn: Phase = phase
  const isInterrupted = (): boolean => {
    if (looks++ === lastLook) stoppedIn = phase
    return looks > lastLook
  }
  const meter = new Meter({ isInterrupted, clock: () => (now += tickMs) })
  const entered = (next: Phase): void => {
    phase = next
  }
  const task = checking(
    randomSystem(design),
    { limits: { states: 3_000 }, ...given },
    { meter, walkBudget, entered, soFar: () => {} },
  )
  for (;;) {
    const slice = withPoison(() => task.next())
    if (slice.done === true) return { verdict: slice.value, looks, pauses, stoppedIn }
    pauses++
  }
}

const never = Number.POSITIVE_INFINITY

describe('a check that is interrupted anywhere', () => {
  test('is incomplete, or says what the whole check says', () => {
    const stopped = new Set<Phase>()
    fc.assert(
      fc.property(randomDesign, options, fc.double({ min: 0, max: 1, noNaN: true }), (design, given, part) => {
        const whole = run(design, given, never)
        const cut = run(design, given, Math.floor(part * (whole.looks - 1)))
        stopped.add(cut.stoppedIn)
        const [all, some] = [whole.verdict, cut.verdict]
        expect(['incomplete', all.verdict]).toContain(some.verdict)
        if (all.verdict === 'verified') expect(some).toMatchObject({ verdict: 'incomplete', stoppedBy: 'interrupt' })
        expect(some.states).toBeLessThanOrEqual(Math.max(all.states, 4_096))
        for (const [i, answer] of some.answers.entries()) {
          const { result } = all.answers[i] ?? {}
          if (answer.result === 'violated') expect(result).toBe('violated')
          if (answer.result === 'holds' && some.verdict === 'incomplete') expect(answer.kind).toBe('reachable')
        }
        if (some.verdict === 'violated') expect(some.violation?.message).toBeDefined()
      }),
      { numRuns: isLong ? 400 : 160 },
    )
    const all: readonly Phase[] = [
      'compiling',
      'searching',
      'looking at who waits for ever',
      'running natively',
      'explaining',
    ]
    expect([...stopped]).toEqual(expect.arrayContaining([...all]))
  }, 240_000)

  test('and slices change nothing', () => {
    let pauses = 0
    fc.assert(
      fc.property(randomDesign, options, (design, given) => {
        const sliced = run(design, given, never, 11)
        pauses += sliced.pauses
        expect(lasting(sliced.verdict)).toEqual(lasting(run(design, given, never).verdict))
      }),
      { numRuns: isLong ? 200 : 100 },
    )
    expect(pauses).toBeGreaterThan(5_000)
  }, 240_000)
})

function lasting(verdict: Verdict): object {
  const times = { elapsedMs: 0, compileMs: 0, searchMs: 0, waitingMs: 0, auditMs: 0, nativeMs: 0 }
  return { ...verdict, ...times, site: undefined }
}
