import { checkMerging, checkReduction } from '../../explorer/audit/check-reduction.ts'
import { compiling } from '../../model/compile/compile.ts'
import type { Program } from '../../model/ir.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Job, Pass } from './pass.ts'

/** Holds a reduction against what it left out. */
export const audit: Pass = {
  phase: 'checking the reduction',
  isWanted: ({ options }, { search }) => options.checkReduction === true && search !== undefined,
  *run(job, known) {
    const { search } = known
    if (search === undefined) return known
    const unmerged = yield* orStopped(unmergedProgram(job))
    if (unmerged instanceof Stopped) return { ...known, audit: { grounds: [{ kind: 'reduction not checked' }] } }
    const { compiled, searchOptions } = job
    const { kind, result } = search
    if (kind !== 'none')
      return { ...known, audit: yield* checkReduction(compiled.program, kind, result, searchOptions, unmerged) }
    const merged = result.limit === undefined ? yield* checkMerging(unmerged, result, searchOptions) : []
    const whole = search.isFoundAgain === true ? 'found in full' : 'nothing to check'
    return { ...known, audit: { grounds: [{ kind: whole }, ...merged] } }
  },
}

/** The tables of the design without merging, where anything was merged. */
function* unmergedProgram({ compiled, system, meter }: Job): Task<Program | undefined> {
  if (compiled.localStates.every(({ found, kept }) => found === kept)) return undefined
  return (yield* compiling(system.build(), { minimise: false, meter })).program
}
