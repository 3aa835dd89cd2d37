import { at } from '../../../errors/at.ts'
import type { OperationRequest, Outcome } from '../../protocol/design.ts'
import { type Access, KEEPS, WAITS } from '../machine.ts'
import { type MemoryCell, numberOf } from './cells.ts'

/** What an operation does at a value; null where it waits. */
export type Waiting = Outcome | null

/** What a store does, it does to any value: to the first one, say. */
export const first = 0

/** What tells operations apart that do the same to each value. */
export function useText({ memory }: OperationRequest, { values }: MemoryCell): string {
  if (memory === undefined || !('order' in memory)) return memory?.kind ?? ''
  if (memory.kind !== 'update') return `${memory.kind} ${memory.order}`
  const writes = values.map((value) => (memory.writesAt(value) ? 'w' : 'r')).join('')
  return `update ${memory.order} ${memory.failureOrder} ${writes}`
}

/** None of a store that fails whatever it overwrites: what it would store is outside of the domain. */
export function accessOf(
  cell: MemoryCell,
  { memory: use }: OperationRequest,
  outcomes: readonly Waiting[],
): Access | undefined {
  const written = (value: number): number => {
    const outcome = at(outcomes, value)
    if (outcome === null) return WAITS
    return 'failure' in outcome ? value : numberOf(cell, outcome.value)
  }
  const { index } = cell
  const overFirst = at(outcomes, first)
  const stored = overFirst === null || 'failure' in overFirst ? undefined : written(first)
  switch (use?.kind) {
    case 'load':
      return { kind: 'load', cell: index, order: use.order, takes: (value) => at(outcomes, value) !== null }
    case 'update': {
      const effect = (value: number): number =>
        at(outcomes, value) !== null && !use.writesAt(cell.values[value]) ? KEEPS : written(value)
      return { kind: 'update', cell: index, order: use.order, failureOrder: use.failureOrder, effect }
    }
    case 'plain load':
      return { kind: 'plain load', cell: index }
    case 'store':
      return stored === undefined ? undefined : { kind: 'store', cell: index, order: use.order, value: stored }
    case 'plain store':
      return stored === undefined ? undefined : { kind: 'plain store', cell: index, value: stored }
    case undefined:
      return undefined
  }
}
