import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { checking } from '../../src/check/checking.ts'
import type { CheckOptions, Phase } from '../../src/check/options/check-options.ts'
import { fewWalks } from '../../src/check/passes/native-walks.ts'
import { withPoison } from '../../src/model/run/poison.ts'
import { headline } from '../../src/report/text/headline.ts'
import { Meter } from '../../src/tasks/meter.ts'
import type { Verdict } from '../../src/verdict/verdict.ts'
import { everyQuestion, farAway, violatedAnyway } from '../waiting/designs/every-question.ts'

/** `phases`: that of each look. */
type Run = { readonly verdict: Verdict; readonly phases: readonly Phase[] }

/** A check that is interrupted at a look. It takes so long from each to the next that there is no moment more to explain what was found. */
function run(system: System, options: CheckOptions, lastLook: number): Run {
  const phases: Phase[] = []
  let now = 0
  let phase: Phase = 'describing'
  const isInterrupted = (): boolean => phases.push(phase) > lastLook
  const entered = (next: Phase): void => {
    phase = next
  }
  const meter = new Meter({ isInterrupted, clock: () => (now += 1_000) })
  const task = checking(system, options, { meter, walkBudget: () => fewWalks, entered, soFar: () => {} })
  for (;;) {
    const slice = withPoison(() => task.next())
    if (slice.done === true) return { verdict: slice.value, phases }
  }
}

/** Some looks of each phase. */
function momentsOf({ phases }: Run): readonly number[] {
  return [...new Set(phases)].flatMap((phase) => {
    const [first, last] = [phases.indexOf(phase), phases.lastIndexOf(phase)]
    return [0, 0.25, 0.5, 0.75, 1].map((part) => Math.floor(first + part * (last - first)))
  })
}

describe('a check of who waits for ever that is interrupted', () => {
  const rows = Object.entries(everyQuestion).flatMap(([name, ask]) =>
    [true, false].map((isLost) => ({ name, ask, isLost })),
  )
  test.each(rows)(
    '$name, is lost: $isLost',
    ({ name, ask, isLost }) => {
      const system = farAway(ask, { far: 300, isLost })
      const options: CheckOptions = { reduction: 'none', stuck: name === 'nobody stuck' }
      const whole = run(system, options, Number.POSITIVE_INFINITY)
      const isBad = isLost || violatedAnyway.includes(name)
      expect(whole.verdict.verdict).toBe(isBad ? 'violated' : 'verified')
      const isFar = (whole.verdict.violation?.trace?.steps.length ?? 0) > 200
      expect([...new Set(whole.phases)]).toEqual(
        expect.arrayContaining(['looking at who waits for ever', ...(isFar ? ['explaining'] : [])]),
      )
      for (const look of momentsOf(whole)) {
        const { verdict } = run(system, options, look)
        const { violation, answers, stoppedBy } = verdict
        expect(['incomplete', whole.verdict.verdict]).toContain(verdict.verdict)
        if (!isBad)
          expect({ verdict: verdict.verdict, stoppedBy }).toEqual({ verdict: 'incomplete', stoppedBy: 'interrupt' })
        if (verdict.verdict === 'violated') expect(violation?.trace).toBeDefined()
        else expect(answers.map(({ result }) => result)).not.toContain('holds')
        const isFound = verdict.warnings.some(({ kind }) => kind === 'not replayed')
        if (isFound) expect(headline(verdict)).toContain(`the tables violate '${answers.at(-1)!.name}'`)
      }
    },
    120_000,
  )
})
