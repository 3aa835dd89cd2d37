import type { PreemptionSample, Sample } from '../../explorer/findings/sample.ts'
import { count, counted } from './quantity.ts'

/** What a search that need not see every state has covered: `10,000 random walks of up to 1,000 steps (seed 1)`. */
export function sampleText(sample: Sample): string {
  switch (sample.kind) {
    case 'random walk':
      return runsText(sample, 'random walk')
    case 'PCT':
      return runsText(sample, 'PCT run')
    case 'preemption bound':
      return `all runs with at most ${counted(sample.preemptions, 'preemption')}`
  }
}

function runsText({ runs, longestRun, seed }: Exclude<Sample, PreemptionSample>, one: string): string {
  if (runs === 0) return `the beginning of a ${one} (seed ${seed})`
  return `${counted(runs, one)} of up to ${counted(longestRun, 'step')} (seed ${seed})`
}

/** What is promised of it, where something is. */
export function promisesOf(sample: Sample): string[] {
  if (sample.kind !== 'PCT' || sample.runs === 0) return []
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
