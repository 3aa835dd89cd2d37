import type { MemoryEvent } from '../../protocol/memory-event.ts'
import { type Access, KEEPS, type Machine, type Sees, WAITS, type Way } from '../machine.ts'
import type { MemoryCell } from './cells.ts'
import { packed, unpacked } from './packed.ts'

type Done = {
  readonly machine: Machine
  readonly thread: number
  readonly cell: MemoryCell
  readonly access: Access
  readonly sees: Sees
}

/** What an access did that led from one value of memory to the other; of a race what it would have read. */
export function accessEvent(
  { machine, thread, cell, access, sees }: Done,
  before: unknown,
  after: unknown,
): MemoryEvent | undefined {
  const leads = (way: Way): boolean => (way.kind === 'done' ? packed(way.state) === after : way.kind === 'race')
  const way = machine.ways(unpacked(before), thread, access, sees).find(leads)
  if (way === undefined || way.kind === 'full') return undefined
  const { newer = 0, isBuffered = false } = way.kind === 'done' ? way : {}
  const written = way.kind === 'done' ? writtenBy(access, way.read) : undefined
  return {
    kind: 'access',
    cell: cell.declared,
    ...(way.read === undefined ? {} : { read: { value: cell.values[way.read] } }),
    ...(written === undefined ? {} : { written: { value: cell.values[written] } }),
    newer,
    isBuffered,
  }
}

function writtenBy(access: Access, read: number | undefined): number | undefined {
  if (access.kind === 'store' || access.kind === 'plain store') return access.value
  if (access.kind !== 'update' || read === undefined) return undefined
  const written = access.effect(read)
  return written === KEEPS || written === WAITS ? undefined : written
}

/** Which store of the thread has become visible. */
export function settleEvent(
  { machine, thread }: Pick<Done, 'machine' | 'thread'>,
  cells: readonly MemoryCell[],
  before: unknown,
  after: unknown,
): MemoryEvent | undefined {
  const settled = machine.settles(unpacked(before), thread).find(({ state }) => packed(state) === after)
  const cell = settled && cells[settled.cell]
  return cell && { kind: 'becomes visible', cell: cell.declared }
}
