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

/** Runs whose every step is one of those that can be taken, drawn at random. */
export type RandomWalkSample = { readonly kind: 'random walk' } & Runs

/** Runs with random priorities that change at random steps (PCT, Burckhardt et al. 2010). */
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

/** Every run with at most so many preemptions. */
export type PreemptionSample = {
  readonly kind: 'preemption bound'
  /** Every run with at most this many preemptions has been seen. */
  readonly preemptions: number
}

/** What a search that need not see every state has covered. */
export type Sample = RandomWalkSample | PctSample | PreemptionSample
