import type { Sample } from '../../explorer/findings/sample.ts'
import { count, counted } from './quantity.ts'

/** What a search that need not see every state has covered: `10,000 random walks of up to 1,000 steps (seed 1)`. */
export function sampleText(sample: Sample): string {
  switch (sample.kind) {
    case 'random walk':
      return `${counted(sample.runs, 'random walk')} of up to ${counted(sample.longestRun, 'step')} (seed ${sample.seed})`
    case 'PCT':
      return `${counted(sample.runs, 'PCT run')} of up to ${counted(sample.longestRun, 'step')} (seed ${sample.seed})`
    case 'preemption bound':
      return `all runs with at most ${counted(sample.preemptions, 'preemption')}`
  }
}

/** What is promised of it, where something is. */
export function promisesOf(sample: Sample): string[] {
  if (sample.kind !== 'PCT') return []
  const { threads, stepsPerRun, bugDepth, chancePerRun, chance, runs } = sample
  const formula = bugDepth === 1 ? `1/${threads}` : `1/(${threads}·${count(stepsPerRun)}${power(bugDepth - 1)})`
  return [
    `a violation of depth ${bugDepth} within ${counted(stepsPerRun, 'step')} is found by one run with probability ≥ ${formula} = ${chancePerRun.toPrecision(2)}, by ${count(runs)} with ≥ ${percent(chance)}`,
  ]
}

function power(exponent: number): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  return exponent === 1 ? '' : [...String(exponent)].map((digit) => digits[Number(digit)]).join('')
}

function percent(probability: number): string {
  return `${(100 * probability).toPrecision(2)} %`
}
