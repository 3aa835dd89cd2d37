import { check, replay } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { verdictMismatches } from '../cli/schema.ts'
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

  test('a run without end says which fairness it does not satisfy', () => {
    const system = farAway(everyQuestion.progress!, { far: 3, isLost: false })
    const { violation } = check(system, { fairness: 'none' })
    expect(violation).toMatchObject({ kind: 'liveness', excludedBy: ['weak', 'strong'] })
  })
})
