import {
  cell,
  check,
  either,
  ensure,
  forever,
  may,
  mayEnd,
  object,
  repeatUntil,
  replay,
  rest,
  type Steps,
  spinUntil,
  step,
  strong,
  system,
  timeout,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { toldMoves } from '../../src/report/text/move-text.ts'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { verdictMismatches } from '../cli/schema.ts'
import { graphText } from '../export/six.ts'
import { page } from '../report/fake.ts'
import { everyQuestion, farAway } from './designs/every-question.ts'

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))

type Row = {
  readonly headline: string
  /** Of steps before the cycle, and of all. */
  readonly cycle?: readonly [start: number, steps: number]
  readonly isAlone?: true
}

const forEver = (name: string): Row => ({
  headline: `violated: ${name}, 4 steps, then 2 steps for ever`,
  cycle: [4, 6],
})

const rows: Readonly<Record<string, Row>> = {
  'no deadlock': { headline: 'violated: deadlock, 4 steps', isAlone: true },
  'nobody stuck': { headline: 'violated: W is stuck, 0 steps' },
  'starvation freedom': forEver('starvation freedom of W'),
  progress: forEver('progress'),
  'leads to': forEver('it comes'),
  'infinitely often': forEver('it is there'),
  eventually: forEver('it comes up'),
  ltl: forEver('F critical.W'),
  'bounded bypass': { headline: 'violated: bounded bypass of W, 6 steps' },
  'first come, first served': { headline: 'violated: first come, first served of W, 2 steps' },
}

describe('whatever waits for ever is shown', () => {
  test('the table is whole', () => {
    expect(Object.keys(rows)).toEqual(['no deadlock', ...Object.keys(everyQuestion)])
  })

  test.each(Object.entries(rows))(
    '%s: as the schema says, in 80 columns, and its schedule can be replayed',
    (kind, row) => {
      const ask = everyQuestion[kind] ?? (() => {})
      const system = farAway(ask, { far: 3, isLost: true, isAlone: row.isAlone === true })
      const verdict = check(system, { reduction: 'none', stuck: kind === 'nobody stuck' })
      expect(verdictMismatches(JSON.parse(JSON.stringify(verdict)))).toEqual([])
      expect(verdict.answers.find(({ result }) => result === 'violated')?.kind).toBe(kind)
      const text = verdictText(verdict, page(80, true))
      expect(text.split('\n')[0]).toBe(row.headline)
      expect(widest(text)).toBeLessThanOrEqual(80)
      const { schedule = '', steps = [], cycleStart, account = [] } = verdict.violation?.trace ?? {}
      expect(verdict.violation?.trace?.isShortest).toBe(kind !== 'ltl') // of a formula it is not proved
      const again = replay(system, schedule)
      expect(again).toMatchObject({ schedule, ...(cycleStart !== undefined && { cycleStart }) })
      expect(again.steps.map(({ thread, moves }) => [thread, moves])).toEqual(
        steps.map(({ thread, moves }) => [thread, moves]),
      )
      const { cycle } = row
      expect(cycleStart === undefined ? undefined : [cycleStart, steps.length]).toEqual(cycle)
      expect(account.map(({ thread, role }) => `${thread} ${role}`)).toEqual(
        cycle === undefined ? [] : ['W blocked', 'C finished', 'P steps'],
      )
      expect(verdict.violation?.excludedBy).toEqual(cycle === undefined ? undefined : [])
    },
  )

  const rounds = (isTrying: boolean) =>
    system('rounds', ({ shared, regions, threads, thread, progress }) => {
      const { ahead } = shared({ ahead: cell([0, 1]) })
      const { trying, critical } = regions('trying', 'critical')
      if (isTrying)
        threads([0, 1], function* (me) {
          yield* trying(() => repeatUntil(() => ahead.test((it) => it !== me && it === me)))
          yield* critical()
        })
      else {
        thread('W', function* () {
          yield* trying(() => ahead.waitFor(1))
          yield* critical()
        })
        thread('clock', () => forever(() => step('tick')))
      }
      progress(trying, critical)
    })

  test('threads that try and get nowhere are a livelock; those who have nothing to do with it are not', () => {
    const said = (isTrying: boolean) => check(rounds(isTrying), { reduction: 'none', stuck: false }).violation?.message
    expect(said(true)).toBe('T0, T1 go on for ever, and nobody enters critical: a livelock')
    expect(said(false)).toBe('somebody waits for ever while clock goes on for ever, and nobody enters critical')
  })

  test('a choice of which alternative comes is told by that', () => {
    const design = system('alternatives', ({ shared, thread, never }) => {
      const { door, word } = shared({ door: cell(['shut', 'open']), word: cell(['none', 'open', 'timed out']) })
      thread('T', function* () {
        const how = yield* either(door.waitFor('open'), timeout())
        yield* mayEnd(() => word.when('none').store(how ?? 'open'), { by: 'killed' })
        yield* door.waitFor('open')
      })
      thread('D', () => door.store('open'))
      never('late', [word], (it) => it === 'timed out')
    })
    const { violation, ...verdict } = check(design)
    expect(violation?.trace?.steps.map(({ moves }) => moves.map(({ kind, label }) => `${kind} ${label}`))).toEqual([
      ['alternative either', 'step timed out'],
      ['alternative mayEnd', "operation word.when('none').store('timed out')"],
    ])
    const text = verdictText({ ...verdict, violation: violation! }, page(100))
    expect(text).toMatch(/^ {2}1 {2}timed out .*$/m)
    expect(text).toMatch(/^ {2}2 {2}word\.when\('none'\)\.store\('timed out'\) .*$/m)
    expect(text).not.toMatch(/either|mayEnd|choose/)
    expect(verdictText({ ...verdict, violation: violation! }, { ...page(100), showsAll: true })).not.toMatch(
      /either|mayEnd|choose/,
    )
    expect(graphText(design, 'dot').text).not.toMatch(/choose|→ 'goes on'|either →|mayEnd →/)
  })

  test('an alternative that only looks is told by its look, and where a thread stands at one, by its word', () => {
    const design = system('looks', ({ shared, thread }) => {
      const rule = object({ up: true })({}, { reads: { isKept: (it) => ensure(it.up, 'broken') }, checks: ['isKept'] })
      const { kept, door } = shared({ kept: rule, door: cell(['shut', 'open']) })
      thread('T', function* () {
        yield* either(kept.isKept(), timeout())
        yield* either(door.store('open'), nothing)
      })
    })
    const { steps, threads } = replay(design, 'T:0 T:1')
    expect(steps.flatMap(toldMoves).map(({ text }) => text)).toEqual(['kept.isKept()', 'either'])
    expect(threads[0]?.spans?.map(({ next }) => next)).toEqual([['either'], ['either'], []])
    expect(graphText(design, 'aut').text).toContain('"T: either"')
  })

  test('several who wait are several', () => {
    const hintsFor = (waiting: readonly string[]) =>
      check(
        system('away', ({ shared, thread }) => {
          const { door } = shared({ door: cell(['shut', 'open']) })
          for (const name of waiting) thread(name, () => door.waitFor('open'))
          thread('P', () => may(door.store('open')))
        }),
      ).violation
    expect(hintsFor(['C0'])).toMatchObject({ hints: [expect.stringMatching(/^C0 waits while P may stay away: /)] })
    expect(hintsFor(['C0', 'C1'])).toMatchObject({ hints: [expect.stringMatching(/^C0, C1 wait while P may stay/)] })
  })

  test('a run without end says which fairness it does not satisfy', () => {
    const system = farAway(everyQuestion.progress!, { far: 3, isLost: false })
    const { violation } = check(system, { fairness: 'none' })
    expect(violation).toMatchObject({ kind: 'liveness', excludedBy: ['weak', 'strong'] })
  })

  test('and towards which named steps it is not fair', () => {
    const spins = system('spins', ({ shared, regions, thread, fairness, starvationFree }) => {
      const { flag } = shared({ flag: cell(['down', 'up']) })
      const { trying, critical } = regions('trying', 'critical')
      for (const name of ['A', 'B'])
        thread(name, () =>
          forever(function* () {
            yield* rest()
            yield* trying(() => spinUntil(() => flag.compareAndSwap('down', 'up')))
            yield* critical(() => flag.store('down'))
          }),
        )
      fairness({ strong: [strong(flag, 'compareAndSwap', (done) => done === true)], except: ['A'] })
      starvationFree(trying, critical)
    })
    const verdict = check(spins)
    expect(verdict.violation).toMatchObject({
      thread: 'A',
      excludedActions: [{ thread: 'A', action: 'flag.compareAndSwap' }],
    })
    expect(verdictMismatches(verdict)).toEqual([])
  })
})

function* nothing(): Steps {}
