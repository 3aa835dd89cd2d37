/**
 * A schedule as text: the threads in the order in which they step, `T0 T1 T0`. Where a step had a choice, the option or outcome taken follows,
 * counted from 0: `T1:2`, or `T1:2:0` where there were two choices on its way. `T0*14` is the same step fourteen times, and printed where a run is long.
 * What is repeated for ever stands at the end, in parentheses: `T0 (T1 T1)`. No shell takes anything else in it for its own: of names in which there are
 * other signs than letters, digits, `.`, `-`, `+` and `_`, these are written as `_`.
 */
import { at } from '../../errors/at.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { ScheduledStep } from '../../explorer/steps/schedule.ts'

/** Up to this length each step is a word, for people count on their fingers. */
const longestInFull = 20
/** Of one step; more are a mistake. */
const mostTimes = 100_000

export type Schedule = {
  readonly steps: readonly ScheduledStep[]
  /** How many of them come before those that are repeated for ever; missing where the schedule ends. */
  readonly cycleStart?: number | undefined
}

export function printSchedule({ steps, cycleStart }: Schedule, threads: readonly string[]): string {
  const words = wordsOf(threads)
  const said = steps.map((step) => wordOf(step, words))
  const counted = said.length > longestInFull ? inGroups : (some: readonly string[]) => some
  if (cycleStart === undefined) return counted(said).join(' ')
  return [...counted(said.slice(0, cycleStart)), `(${counted(said.slice(cycleStart)).join(' ')})`].join(' ')
}

/** One step, as a word of a schedule. */
export function printStep(step: ScheduledStep, threads: readonly string[]): string {
  return wordOf(step, wordsOf(threads))
}

function wordOf({ thread, decisions }: ScheduledStep, words: readonly string[]): string {
  return [at(words, thread, 'threads'), ...decisions].join(':')
}

/** Equal words in a row as one, with their number, where that is shorter. */
function inGroups(said: readonly string[]): readonly string[] {
  const groups: { readonly word: string; times: number }[] = []
  for (const word of said) {
    const last = groups.at(-1)
    if (last?.word === word) last.times++
    else groups.push({ word, times: 1 })
  }
  return groups.map(({ word, times }) => (times === 1 ? word : `${word}*${times}`))
}

/** @throws UsageError U007 where a word is not a step, or parentheses are not where they belong. */
export function parseSchedule(text: string, threads: readonly string[]): Schedule {
  const [, stem = '', cycle, rest = ''] = /^([^()]*)(?:\(([^()]*)\)(.*))?$/su.exec(text) ?? [text, text]
  if (/[()]/u.test(stem) || rest.trim() !== '') throw misplaced(text)
  const words = wordsOf(threads)
  const before = stepsIn(stem, words)
  return cycle === undefined
    ? { steps: before }
    : { steps: [...before, ...stepsIn(cycle, words)], cycleStart: before.length }
}

function stepsIn(text: string, words: readonly string[]): readonly ScheduledStep[] {
  return (text.match(/\S+/g) ?? []).flatMap((word) => {
    const [, name, choices = '', times] = /^([^:*]+)((?::\d+)*)(?:\*(.*))?$/.exec(word) ?? []
    if (name === undefined || !words.includes(name)) throw noStep(word, words.join(', '))
    const step = { thread: words.indexOf(name), decisions: choices.split(':').slice(1).map(Number) }
    return times === undefined ? [step] : new Array<ScheduledStep>(timesIn(word, times)).fill(step)
  })
}

function timesIn(word: string, text: string): number {
  const times = /^\d+$/.test(text) ? Number(text) : 0
  if (times >= 1 && times <= mostTimes) return times
  const expected = `a whole number from 1 to ${mostTimes} behind *, as in T0*14`
  throw new UsageError('U007', `The schedule's word ${word}: expected ${expected}.`, { expected, seen: word })
}

function misplaced(seen: string): UsageError {
  const expected = 'steps, and what is repeated for ever in one pair of parentheses at the end, as in T0 (T1 T1)'
  return new UsageError('U007', `The schedule is ${seen}: expected ${expected}.`, { expected, seen })
}

function noStep(word: string, expected: string): UsageError {
  return new UsageError(
    'U007',
    `The schedule's word ${word} is no step: expected a thread, with its choices where it has any, as in T0 T1:2 T0*14. Threads: ${expected}.`,
    { expected, seen: word },
  )
}

/** Of each thread the word that means it, and no other: its name, where that is a word. */
function wordsOf(threads: readonly string[]): readonly string[] {
  const used = new Set(threads.filter((name) => plain(name) === name))
  return threads.map((name) => {
    let word = plain(name)
    if (word === name) return word
    while (used.has(word)) word += '_'
    used.add(word)
    return word
  })
}

function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}.+-]/gu, '_').replace(/^(?=-|$)/, '_')
}
