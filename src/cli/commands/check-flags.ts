import { type CheckOptions, reductionsAskedFor } from '../../check/options/check-options.ts'
import { type MemoryName, memoryNames } from '../../model/protocol/orders.ts'
import { type FairnessKind, fairnessKinds } from '../../model/protocol/waiting.ts'
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
  readonly stuck?: boolean
  readonly liveness: boolean
  readonly fairness?: string
  readonly memory: string
  readonly strict?: boolean
  readonly limitStates?: string
  readonly limitMemory?: string
  readonly limitTime?: string
  readonly keepGoing?: boolean
  readonly json?: boolean
  readonly report?: readonly string[]
  readonly watch?: boolean
  readonly times: boolean
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
    ...(flags.stuck === undefined ? {} : { stuck: flags.stuck }),
    liveness: flags.liveness,
    ...(flags.fairness === undefined ? {} : { fairness: fairnessOf(flags.fairness) }),
    ...onlyMemory(flags.memory),
    strict: flags.strict ?? false,
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

/** One memory, or several: `sc,tso,cpp20`. @throws UsageError U006 */
export function memoriesOf(text: string): readonly MemoryName[] {
  const named = text.split(',').map((name) => name.trim())
  for (const name of named) examineValue('--memory', name, oneOf(memoryNames))
  return [...new Set(named as MemoryName[])] // each is one of them
}

/** Where one is named. Several are not options of one check. */
function onlyMemory(text: string): Pick<CheckOptions, 'memory'> {
  const [one = 'sc', ...others] = memoriesOf(text)
  return others.length > 0 ? {} : memoryOf(one)
}

/** @throws UsageError U006 */
export function memoryOf(text: string): Pick<CheckOptions, 'memory'> {
  examineValue('--memory', text, oneOf(memoryNames))
  return text === 'sc' ? {} : { memory: text as MemoryName } // one of them
}

function fairnessOf(text: string): FairnessKind {
  examineValue('--fairness', text, oneOf(fairnessKinds))
  return text as FairnessKind // one of them
}

function reductionOf(text: string): NonNullable<CheckOptions['reduction']> {
  examineValue('--reduction', text, oneOf(reductionsAskedFor))
  return text as NonNullable<CheckOptions['reduction']> // one of them
}
