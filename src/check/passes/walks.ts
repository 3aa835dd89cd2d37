import { existing } from '../../errors/at.ts'
import { isProtected } from '../../model/values/protections.ts'
import { refuseReducers } from '../warnings/unchanged.ts'
import { nativeWalks } from './native-walks.ts'
import type { Pass } from './pass.ts'

/** Before *verified* is said, the tables are held against the design itself. */
export const walks: Pass = {
  phase: 'running natively',
  isWanted: (_, { answers, looked }) =>
    looked !== undefined && answers.every(({ result }) => result === 'holds' || result === 'not looked for'),
  *run({ system, walkBudget, meter }, known) {
    const { compiled, search } = existing(known.looked, 'a search')
    refuseReducers(compiled)
    if (isProtected('walks go on natively'))
      yield* nativeWalks(compiled, system, walkBudget(search.result.edges), meter)
    return known
  },
}
