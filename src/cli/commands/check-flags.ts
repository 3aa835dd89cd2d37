import { type CheckOptions, reductionsAskedFor } from '../../check/options/check-options.ts'
import { examineValue } from '../../options/examined.ts'
import { oneOf } from '../../options/kinds.ts'
import { availableBytes } from '../terminal/memory.ts'
import { sizeBytes, states, timeMs } from '../terminal/units.ts'
import { type SearchFlags, searchOf } from './search-flags.ts'

/** The options of `check` as commander gives them. */
export type CheckFlags = SearchFlags & {
  readonly param?: readonly string[]
  readonly reduction: string
  readonly shortest?: boolean
  readonly checkReduction?: boolean
  readonly minimise: boolean
  readonly limitStates?: string
  readonly limitMemory?: string
  readonly limitTime?: string
  readonly keepGoing?: boolean
  readonly json?: boolean
}

const shareOfMemory = 0.7

/** @throws UsageError U006 for a value that makes no sense. */
export function checkOptions(flags: CheckFlags): CheckOptions {
  const { limitStates, limitMemory, limitTime } = flags
  return {
    search: searchOf(flags),
    reduction: reductionOf(flags.reduction),
    shortest: flags.shortest ?? false,
    checkReduction: flags.checkReduction ?? false,
    minimise: flags.minimise,
    keepGoing: flags.keepGoing ?? false,
    limits: {
      memoryBytes:
        limitMemory === undefined
          ? Math.floor(availableBytes() * shareOfMemory)
          : sizeBytes('--limit-memory', limitMemory),
      ...(limitStates === undefined ? {} : { states: states('--limit-states', limitStates) }),
      ...(limitTime === undefined ? {} : { timeMs: timeMs('--limit-time', limitTime) }),
    },
  }
}

function reductionOf(text: string): NonNullable<CheckOptions['reduction']> {
  examineValue('--reduction', text, oneOf(reductionsAskedFor))
  return text as NonNullable<CheckOptions['reduction']> // one of them
}
