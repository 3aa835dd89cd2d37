import type { ResourceOwner } from '../../model/eresource/index.ts'
import type { CallStep } from '../recording/recording.ts'
import { identityOf } from '../run/call.ts'
import { resourceOf, type State } from '../run/state.ts'
import { type AcquireColumn, acquireColumn, acquireColumns } from './acquire-column.ts'
import { type HandOff, handOffOf, handOffs } from './hand-off-case.ts'
import { type Situation, situationOf, situations } from './situation.ts'

/** A cell of one of the two tables, as a name: `S4 WaitForExclusive FALSE`, `H2`. */
export type Cell = `${Situation} ${AcquireColumn['routine']} ${'TRUE' | 'FALSE'}` | HandOff

export function acquireCell(situation: Situation, { routine, Wait }: AcquireColumn): Cell {
  return `${situation} ${routine} ${Wait ? 'TRUE' : 'FALSE'}`
}

/** All cells of both tables: 63 and 6. */
export const allCells: readonly Cell[] = [
  ...(Object.keys(situations) as Situation[]).flatMap(
    (
      situation, // its own keys
    ) => acquireColumns.map((column) => acquireCell(situation, column)),
  ),
  ...(Object.keys(handOffs) as HandOff[]), // likewise
]

/** The cell that a call exercises at a state. */
export function cellOf(step: CallStep, state: State): Cell | undefined {
  const me = state.machine.threads.get(step.thread)?.id
  if (me === undefined || step.args.resource !== 'R' || resourceOf(state).life !== 'Live') return undefined
  const column = acquireColumn(step)
  if (column !== undefined) return acquireCell(situationOf(resourceOf(state), me), column)
  const id = releasedBy(step, state, me)
  return id === undefined ? undefined : handOffOf(resourceOf(state), id)
}

function releasedBy({ call, args }: CallStep, { machine }: State, me: ResourceOwner): ResourceOwner | undefined {
  switch (call) {
    case 'ExReleaseResourceLite':
    case 'ExReleaseResource':
    case 'ExReleaseResourceAndLeaveCriticalRegion':
      return me
    case 'ExReleaseResourceForThreadLite':
      return identityOf(machine, args.owner ?? '') as ResourceOwner // one that is none owns nothing
    default:
      return undefined
  }
}
