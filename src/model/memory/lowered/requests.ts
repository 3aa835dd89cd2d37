import { at } from '../../../errors/at.ts'
import type { ObjectDeclaration } from '../../protocol/declarations.ts'
import type { FenceRequest, FrameRequest, OperationRequest, Outcome } from '../../protocol/design.ts'
import { type Access, KEEPS, type Machine, WAITS, type Way, type Words } from '../machine.ts'
import { type MemoryCell, numberOf } from './cells.ts'
import { lastOrOld } from './frames.ts'

/** What memory is to those who use it. */
export type MemoryObject = {
  readonly machine: Machine
  readonly declaration: ObjectDeclaration
  /** Whether a thread may see what has been overwritten. */
  readonly hasOldValues: boolean
  /** Told when something is not seen that a larger machine would show. */
  readonly full: () => void
}

/** What an operation does at a value; null where it waits. */
type Waiting = Outcome | null

/** What a store does, it does to any value: to the first one, say. */
const first = 0

/** Which values of a cell an operation may see. */
type Sees = 'any' | 'the last' | 'an old one'

/** The operation of a thread on memory that an operation on a cell is; what waits, and may see an old value, need not see it. */
export function cellRequest(
  memory: MemoryObject,
  thread: number,
  cell: MemoryCell,
  request: OperationRequest,
): OperationRequest | FrameRequest {
  const waits = cell.values.some((value) => request.run(value).length === 0)
  const sees = (which: Sees): OperationRequest => cellOperation(memory, thread, cell, request, which)
  return waits && memory.hasOldValues ? lastOrOld(sees('the last'), sees('an old one')) : sees('any')
}

function cellOperation(
  memory: MemoryObject,
  thread: number,
  cell: MemoryCell,
  request: OperationRequest,
  sees: Sees,
): OperationRequest {
  const outcomes = cell.values.map((value): Waiting => request.run(value)[0] ?? null)
  const access = accessOf(cell, request, outcomes)
  const { memory: use, method, args, guard, label } = request
  const orders = use !== undefined && 'written' in use && use.written.length > 0 ? ` ${use.written.join(', ')}` : ''
  return {
    kind: 'operation',
    object: memory.declaration,
    cell: cell.declared,
    ...(use !== undefined && { accesses: use }),
    key: `${thread} ${cell.declared.name} ${request.key} ${useText(request, cell)} ${sees}`,
    method,
    args,
    guard,
    label: `${label}${orders}`,
    isReadOnly: false,
    mayWait: true,
    run: (value) =>
      access === undefined
        ? [failing(value, at(outcomes, first))]
        : memory.machine
            .ways(value as Words, thread, access)
            .filter((way) => sees === 'any' || isOld(way) === (sees === 'an old one'))
            .flatMap((way) => outcomeOf(memory, value, way, outcomes, label)),
  }
}

function isOld(way: Way): boolean {
  return way.kind === 'done' && way.isOld === true
}

/** What tells operations apart that do the same to each value. */
function useText({ memory }: OperationRequest, { values }: MemoryCell): string {
  if (memory === undefined || !('order' in memory)) return memory?.kind ?? ''
  if (memory.kind !== 'update') return `${memory.kind} ${memory.order}`
  const writes = values.map((value) => (memory.writesAt(value) ? 'w' : 'r')).join('')
  return `update ${memory.order} ${memory.failureOrder} ${writes}`
}

/** None of a store that fails whatever it overwrites: what it would store is outside of the domain. */
function accessOf(
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

function outcomeOf(
  memory: MemoryObject,
  before: unknown,
  way: Way,
  outcomes: readonly Waiting[],
  label: string,
): readonly Outcome[] {
  switch (way.kind) {
    case 'full':
      memory.full()
      return []
    case 'race':
      return [{ value: before, failure: new Error(raceText(label, way.with)) }]
    case 'done': {
      if (way.isCut === true) memory.full()
      const seen = at(outcomes, way.read ?? first)
      if (seen !== null && 'failure' in seen) return [failing(before, seen)]
      return [valued(way.state, seen?.answer)]
    }
  }
}

function raceText(label: string, other: 'a write' | 'a read'): string {
  return `data race: ${label} and ${other} by another thread, which does not happen before it`
}

function failing(value: unknown, outcome: Waiting): Outcome {
  const failure = outcome !== null && 'failure' in outcome ? outcome.failure : new Error('nothing is stored')
  return { value, failure }
}

function valued(state: Words, answer: unknown): Outcome {
  return { value: state, answer, text: `[${state.join(',')}]` }
}

export function fenceOperation(memory: MemoryObject, thread: number, { order, label }: FenceRequest): OperationRequest {
  const access: Access = { kind: 'fence', order }
  return {
    ...ownOperation(memory, `${thread} fence ${order}`, 'fence', label),
    args: [order],
    accesses: { kind: 'fence', order },
    run: (value) =>
      memory.machine
        .ways(value as Words, thread, access)
        .flatMap((way) => outcomeOf(memory, value, way, [null], label)),
  }
}

/** A store that becomes visible by itself. */
export function settleOperation(memory: MemoryObject, thread: number, name: string): OperationRequest {
  return {
    ...ownOperation(memory, `${thread} settles`, 'settles', `a store of ${name} becomes visible`),
    run: (value) => memory.machine.settles(value as Words, thread).map((state) => valued(state, undefined)),
  }
}

function ownOperation(
  { declaration }: MemoryObject,
  key: string,
  method: string,
  label: string,
): Omit<OperationRequest, 'run'> {
  return { kind: 'operation', object: declaration, key, method, args: [], label, isReadOnly: false, mayWait: true }
}
