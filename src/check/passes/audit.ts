import { checkReduction } from '../../explorer/audit/check-reduction.ts'
import type { Pass } from './pass.ts'

/** Holds a reduction against what it left out. */
export const audit: Pass = {
  phase: 'checking the reduction',
  isWanted: ({ options }, { search }) =>
    options.checkReduction === true && search !== undefined && search.kind !== 'none',
  *run({ compiled, searchOptions }, known) {
    const { search } = known
    if (search === undefined) return known
    return { ...known, audit: yield* checkReduction(compiled.program, search.kind, search.result, searchOptions) }
  },
}
