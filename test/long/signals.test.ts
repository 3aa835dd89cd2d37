import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lockproof, type Run } from '../cli/command.ts'
import { isLong } from '../setup/long.ts'
import { randomFrom, slackMs } from './random-moments.ts'

const cwd = fileURLToPath(new URL('../../', import.meta.url))
const runs = isLong ? 40 : 1
/** A command that starts is not told of signals before this. */
const firstMs = 300
const answerMs = 500

/** Work, and the time in which a signal meets it. */
const works = {
  compile: { words: ['examples/eresource/stress.ts', '--param', 'N=6'], untilMs: 2500 },
  closing: { words: ['test/long/fixtures/heavy.ts', 'wide'], untilMs: 2500 },
  'proof of a symmetry': {
    words: ['examples/eresource/stress.ts', '--param', 'N=5', '--reduction', 'symmetry'],
    untilMs: 2600,
  },
  'tables of stubborn sets': {
    words: ['examples/eresource/stress.ts', '--param', 'N=5', '--reduction', 'stubborn'],
    untilMs: 4500,
  },
  search: { words: ['test/cli/fixtures/large.ts', 'large', '--reduction', 'none'], untilMs: 2000 },
  'shortest run': { words: ['test/long/fixtures/heavy.ts', 'far', '--shortest'], untilMs: 3000 },
  audit: { words: ['bench/models/mcs.ts', 'mcs', '--param', 'N=5', '--check-reduction'], untilMs: 4500 },
  'many systems as a table': { words: ['test/long/fixtures/many.ts'], untilMs: 3000 },
  'many systems as JSON': { words: ['test/long/fixtures/many.ts', '--json'], untilMs: 3000 },
}

const codes = { SIGINT: 3, SIGTERM: 143, SIGHUP: 129 } as const
type Signal = keyof typeof codes
const signals = Object.keys(codes) as Signal[]

type Signalled = Run & { readonly answeredMs: number }

/** Sends the signal, once or twice, and measures from the first. */
async function signalled(words: readonly string[], signal: Signal, atMs: number, isTwice: boolean): Promise<Signalled> {
  let sentMs = Number.NaN
  const run = await lockproof(['check', ...words], {
    cwd,
    onStart: (child) => {
      setTimeout(() => {
        sentMs = performance.now()
        child.kill(signal)
      }, atMs)
      if (isTwice) setTimeout(() => child.kill(signal), atMs + 50)
    },
  })
  return { ...run, answeredMs: performance.now() - sentMs }
}

/** What is wrong with a run that a signal ended; those that had ended before it are well. */
function mistakesOf({ stdout, stderr, exitCode, answeredMs }: Signalled, signal: Signal, isJson: boolean): string[] {
  if (Number.isNaN(answeredMs) && exitCode !== null && exitCode <= 3) return []
  const mistakes = answeredMs <= answerMs + slackMs ? [] : [`answered after ${Math.round(answeredMs)} ms`]
  const isOver = exitCode === 0 // it had ended as the signal came
  const isFound = signal === 'SIGINT' && exitCode === 1 && /^violated: |"verdict":"violated"/m.test(stdout)
  if (exitCode !== codes[signal] && !isOver && !isFound) mistakes.push(`exit code ${exitCode}`)
  const isEarly = /^incomplete: interrupted(?:: the top level of \S+ had not come back)?\n$/.test(stderr)
  if (stderr !== '' && !isEarly) mistakes.push(`on stderr: ${stderr}`)
  if (!isEarly && !(isJson ? isWholeJson(stdout) : /[\d,]+ states?, [\d,]+ edges?|^\d+ systems: .*\d/m.test(stdout)))
    mistakes.push(`on stdout: ${stdout}`)
  return mistakes
}

function isWholeJson(text: string): boolean {
  const lines = text.split('\n')
  const isTold = ({ states, error }: { states?: number; error?: { code: string } }): boolean =>
    typeof states === 'number' || error?.code === 'incomplete' // not checked any more
  return lines.pop() === '' && lines.every((line) => isTold(JSON.parse(line)))
}

describe('a signal at any moment ends the command at once, with what there was', () => {
  test.for(Object.entries(works))('%s', { timeout: runs * 8000 }, async ([name, { words, untilMs }], { annotate }) => {
    const random = randomFrom(name.length)
    const mistakes: string[] = []
    const answers: number[] = []
    for (let i = 0; i < runs; i++) {
      const signal = signals[Math.floor(random() * signals.length)] as Signal // below the length
      const atMs = firstMs + Math.floor(random() * (untilMs - firstMs))
      const isTwice = random() < 0.5
      const run = await signalled(words, signal, atMs, isTwice)
      answers.push(run.answeredMs)
      const found = mistakesOf(run, signal, words.includes('--json'))
      mistakes.push(...found.map((one) => `${signal}${isTwice ? ' twice' : ''} at ${atMs} ms: ${one}`))
    }
    await annotate(`answered after ${summary(answers)}`)
    expect(mistakes).toEqual([])
  })
})

function summary(answers: readonly number[]): string {
  const sorted = answers.filter((ms) => !Number.isNaN(ms)).toSorted((a, b) => a - b)
  const at = (share: number): string => `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`
  return `${at(0.5)} (median), ${at(0.9)} (9 of 10), ${at(1)} (all ${sorted.length})`
}
