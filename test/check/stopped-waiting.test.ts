import {
  type Cell,
  cell,
  counter,
  forever,
  type Region,
  repeatUntil,
  type System,
  step,
  system,
  type Tools,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { checking } from '../../src/check/checking.ts'
import type { CheckOptions, Phase } from '../../src/check/options/check-options.ts'
import { fewWalks } from '../../src/check/passes/native-walks.ts'
import { withPoison } from '../../src/model/run/poison.ts'
import { headline } from '../../src/report/text/headline.ts'
import { Meter } from '../../src/tasks/meter.ts'
import type { Verdict } from '../../src/verdict/verdict.ts'

type Ask = (
  tools: Tools,
  its: Record<'trying' | 'critical' | 'passing', Region> & { flag: Cell<'down' | 'up' | 'gone'> },
) => void

/** W waits for a flag that C raises when it has counted far; or takes away for ever. P passes by. */
const farAway = (ask: Ask, isLost: boolean): System =>
  system('far away', (tools) => {
    const { shared, regions, thread } = tools
    const { flag, n } = shared({ flag: cell(['down', 'up', 'gone']), n: counter({ upTo: 300 }) })
    const its = regions('trying', 'critical', 'passing')
    thread('W', function* () {
      yield* its.trying(() => flag.waitFor('up'))
      yield* its.critical(() => flag.store('down'))
    })
    thread('C', function* () {
      yield* repeatUntil(function* () {
        return (yield* n.fetchAdd(1)) === 299
      })
      yield* flag.store(isLost ? 'gone' : 'up')
    })
    thread('P', () =>
      forever(function* () {
        yield* its.passing()
        yield* step('out')
      }),
    )
    ask(tools, { ...its, flag })
  })

const asks: Readonly<Record<string, Ask>> = {
  'nobody is stuck': () => {},
  'starvation freedom': (tools, { trying, critical }) => tools.starvationFree(trying, critical),
  progress: (tools, { trying, critical }) => tools.progress(trying, critical),
  'leads to': (tools, { trying, critical }) =>
    tools.leadsTo(
      'it comes',
      [trying, critical],
      (ids) => ids.length > 0,
      (_, ids) => ids.length > 0,
    ),
  'infinitely often': (tools, { flag }) => tools.infinitelyOften('it is there', [flag], (it) => it !== 'gone'),
  eventually: (tools, { flag }) => tools.eventually('it comes up', [flag], (it) => it === 'up'),
  ltl: (tools) => tools.ltl('F critical.W'),
  'bounded bypass': (tools, { trying, passing }) => tools.boundedBypass(trying, passing, 150),
}

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
  const rows = Object.entries(asks).flatMap(([name, ask]) => [true, false].map((isLost) => ({ name, ask, isLost })))
  test.each(rows)(
    '$name, is lost: $isLost',
    ({ name, ask, isLost }) => {
      const system = farAway(ask, isLost)
      const options: CheckOptions = { reduction: 'none', stuck: name === 'nobody is stuck' }
      const whole = run(system, options, Number.POSITIVE_INFINITY)
      const isBad = isLost || name === 'bounded bypass'
      expect(whole.verdict.verdict).toBe(isBad ? 'violated' : 'verified')
      expect([...new Set(whole.phases)]).toEqual(
        expect.arrayContaining([
          'looking at who waits for ever',
          ...(isBad && name !== 'nobody is stuck' ? ['explaining'] : []),
        ]),
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
