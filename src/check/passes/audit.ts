import { existing } from '../../errors/at.ts'
import { checkMerging, checkReduction } from '../../explorer/audit/check-reduction.ts'
import { type Compiled, compiling } from '../../model/compile/compile.ts'
import type { Program } from '../../model/ir.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { searchOptions } from '../looking/looked.ts'
import { keepsRest } from '../waiting/callers.ts'
import type { Job, Pass } from './pass.ts'

/** Holds a reduction against what it left out. */
export const audit: Pass = {
  phase: 'checking the reduction',
  isWanted: ({ options }, { looked }) => options.checkReduction === true && looked !== undefined,
  *run(job, known) {
    const { compiled, search } = existing(known.looked, 'a search')
    if (keepsRest(compiled.design)) return { ...known, audit: { grounds: [{ kind: 'reduction not checked' }] } }
    const unmerged = yield* orStopped(unmergedProgram(job, compiled))
    if (unmerged instanceof Stopped) return { ...known, audit: { grounds: [{ kind: 'reduction not checked' }] } }
    const { kind, result } = search
    const options = searchOptions(job)
    if (kind !== 'none')
      return { ...known, audit: yield* checkReduction(compiled.program, kind, result, options, unmerged) }
    const merged = result.limit === undefined ? yield* checkMerging(unmerged, result, options) : []
    const whole = search.isFoundAgain === true ? 'found in full' : 'nothing to check'
    return { ...known, audit: { grounds: [{ kind: whole }, ...merged] } }
  },
}

/** The tables of the design without merging, where anything was merged. */
function* unmergedProgram({ system, meter }: Job, { localStates }: Compiled): Task<Program | undefined> {
  if (localStates.every(({ found, kept }) => found === kept)) return undefined
  return (yield* compiling(system.build(), { minimise: false, meter })).program
}
