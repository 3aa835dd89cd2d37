import { anyInteger, integer, type Kind } from '../../options/kinds.ts'

/** What a run is remembered by grows with its steps. */
const longestRun = 1e6
/** A run draws so many numbers; long before, the promise of PCT is none. */
const deepestBug = 1000

/** The numbers of searches, by their names in options. */
export const searchNumbers: {
  readonly [name in 'runs' | 'steps' | 'seed' | 'bugDepth' | 'bound']: Kind
} = {
  runs: integer(1),
  steps: integer(1, longestRun),
  seed: anyInteger,
  bugDepth: integer(1, deepestBug),
  bound: integer(0),
}
