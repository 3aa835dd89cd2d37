import type { Meter } from '../../../tasks/meter.ts'
import type { Task } from '../../../tasks/task.ts'
import { search } from '../../search.ts'
import type { SymmetryReduction } from '../../symmetry/reduction.ts'
import type { StepTables } from '../facts/step-tables.ts'
import type { StubbornChooser } from './stubborn-chooser.ts'

/** Representatives stand for many states, and cost more each. */
const PILOT_STATES = { plain: 1_000, symmetric: 200 }

/**
 * Searches a little, to see where looking closer makes sets cheaper, and settles that for good: so what is chosen in a state stays a function of the
 * state, the same in each run, worker and pass.
 */
export function* flyPilot(
  { program, images }: StepTables,
  chooser: StubbornChooser,
  symmetry: SymmetryReduction | undefined,
  meter: Meter,
): Task<void> {
  chooser.startTrial()
  try {
    const limitStates = symmetry === undefined ? PILOT_STATES.plain : PILOT_STATES.symmetric
    const options = { chooser, symmetry, limitStates, meter, stopAtFirst: false, wantsCounterexample: false }
    yield* search(program, options)
  } catch {
    // a design at fault: the search that follows says so, if it gets there
  }
  chooser.keepWhatPays(images.orbits)
}
