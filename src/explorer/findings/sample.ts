/** What a search that need not see every state has covered: plain data, for the verdict. */

type Runs = {
  /** The same seed gives the same runs. */
  readonly seed: number
  readonly runs: number
  /** Of all runs together. */
  readonly steps: number
  /** Steps of the longest run. */
  readonly longestRun: number
  /** Steps after which a run is broken off. */
  readonly stepsPerRun: number
}

export type RandomWalkSample = { readonly kind: 'random walk' } & Runs

export type PctSample = {
  readonly kind: 'PCT'
  readonly threads: number
  /** How many ordering constraints a violation may need to be found with the probability promised. */
  readonly bugDepth: number
  /** At least this likely, one run finds a violation of that depth within `stepsPerRun` steps: 1 / (n · k^(d − 1)). */
  readonly chancePerRun: number
  /** The same for all runs together. */
  readonly chance: number
} & Runs

export type PreemptionSample = {
  readonly kind: 'preemption bound'
  /** Every run with at most this many preemptions has been seen. */
  readonly preemptions: number
}

export type Sample = RandomWalkSample | PctSample | PreemptionSample
