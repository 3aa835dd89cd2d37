import { existing } from '../../errors/at.ts'
import { checkReduction } from '../../explorer/audit/check-reduction.ts'
import { searchOptions } from '../looking/looked.ts'
import type { Pass } from './pass.ts'

/** Holds a reduction against what it left out. */
export const audit: Pass = {
  phase: 'checking the reduction',
  isWanted: ({ options }, { looked }) =>
    options.checkReduction === true && looked !== undefined && looked.search.kind !== 'none',
  *run(job, known) {
    const { compiled, search } = existing(known.looked, 'a search')
    return { ...known, audit: yield* checkReduction(compiled.program, search.kind, search.result, searchOptions(job)) }
  },
}
