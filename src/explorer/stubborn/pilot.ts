import { runSearch } from '../search.ts'
import type { SymmetryReduction } from '../symmetry/reduction.ts'
import type { StepTables } from './step-tables.ts'
import type { StubbornChooser } from './stubborn-chooser.ts'

const PILOT_STATES = 200

/**
 * Searches a little, to see where looking closer makes sets cheaper, and settles that for good: so what is chosen in a state stays a function of the
 * state, the same in each run, worker and pass.
 */
export function flyPilot(
  { program, images }: StepTables,
  chooser: StubbornChooser,
  symmetry?: SymmetryReduction,
): void {
  chooser.startTrial()
  try {
    runSearch(program, { chooser, symmetry, limitStates: PILOT_STATES, stopAtFirst: false, wantsCounterexample: false })
  } catch {
    // a design at fault: the search that follows says so, if it gets there
  }
  chooser.keepWhatPays(images.orbits)
}
