import { at } from '../../../errors/at.ts'
import type { ObjectDeclaration } from '../../protocol/declarations.ts'
import type { FenceRequest, FrameRequest, OperationRequest, Outcome } from '../../protocol/design.ts'
import type { Access, Machine, Sees, Way, Words } from '../machine.ts'
import { accessOf, first, useText, type Waiting } from './accesses.ts'
import type { MemoryCell } from './cells.ts'
import { accessEvent, settleEvent } from './events.ts'
import { lastOrOld } from './frames.ts'
import { packed, textOf, unpacked } from './packed.ts'

/** What memory is to those who use it. */
export type MemoryObject = {
  readonly machine: Machine
  readonly declaration: ObjectDeclaration
  /** Of which operations it is told apart whether they meet the last value of a cell, or an old one, which nobody owes them. */
  readonly tellsOld: 'none' | 'waits' | 'all'
  /** Told when something is not seen that a larger machine would show. */
  readonly full: () => void
}

/** The operation of a thread on memory that an operation on a cell is; of what waits, and may see an old value, two. */
export function cellRequest(
  memory: MemoryObject,
  thread: number,
  cell: MemoryCell,
  request: OperationRequest,
): OperationRequest | FrameRequest {
  const tells = memory.tellsOld === 'all' ? !isPlain(cell) : memory.tellsOld === 'waits' && waits(cell, request)
  const sees = (which: Sees): OperationRequest => cellOperation(memory, thread, cell, request, which)
  return tells ? lastOrOld(sees('the last'), sees('an old one')) : sees('any')
}

function isPlain({ declared }: MemoryCell): boolean {
  return declared.isPlain === true
}

function waits({ values }: MemoryCell, request: OperationRequest): boolean {
  return values.some((value) => request.run(value).length === 0)
}

/** Of operations that differ in what they see, the same. */
export function wholeKey({ key }: OperationRequest): string {
  return key.replace(/ sees (?:any|the last|an old one)$/u, '')
}

/** What it does, whatever it sees: memory itself, of which nothing is told apart. */
export function wholeOperation(
  memory: MemoryObject,
  thread: number,
  cell: MemoryCell,
  request: OperationRequest,
): OperationRequest {
  return cellOperation(memory, thread, cell, request, 'any')
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
    ...(sees !== 'any' && { sees }),
    key: `${thread} ${cell.declared.name} ${request.key} ${useText(request, cell)} sees ${sees}`,
    method,
    args,
    guard,
    label: `${label}${orders}`,
    isReadOnly: false,
    mayWait: true,
    ...(access !== undefined && {
      memoryEvent: (before, after) =>
        accessEvent({ machine: memory.machine, thread, cell, access, sees }, before, after),
    }),
    run: (value) =>
      access === undefined
        ? sees === 'an old one'
          ? []
          : [failing(value, at(outcomes, first))]
        : memory.machine
            .ways(unpacked(value), thread, access, sees)
            .flatMap((way) => outcomeOf(memory, value, way, outcomes, label)),
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
  const value = packed(state)
  return { value, answer, text: textOf(value) }
}

export function fenceOperation(memory: MemoryObject, thread: number, { order, label }: FenceRequest): OperationRequest {
  const access: Access = { kind: 'fence', order }
  return {
    ...ownOperation(memory, `${thread} fence ${order}`, 'fence', label),
    args: [order],
    accesses: { kind: 'fence', order },
    run: (value) =>
      memory.machine
        .ways(unpacked(value), thread, access)
        .flatMap((way) => outcomeOf(memory, value, way, [null], label)),
  }
}

/** What who uses an object does to memory: its own accesses, and those of all who use it, stand on one side of it or on the other. */
export function synchronizing(memory: MemoryObject, thread: number, { declared, index }: MemoryCell): OperationRequest {
  const access: Access = { kind: 'synchronize', cell: index }
  return {
    ...ownOperation(memory, `${thread} synchronizes ${declared.name}`, 'synchronizes', `${declared.name} synchronizes`),
    role: 'bookkeeping',
    run: (value) =>
      memory.machine
        .ways(unpacked(value), thread, access)
        .flatMap((way) => outcomeOf(memory, value, way, [null], declared.name)),
  }
}

/** A store that becomes visible by itself. `cells`: all, as the machine numbers them. */
export function settleOperation(
  memory: MemoryObject,
  thread: number,
  name: string,
  cells: readonly MemoryCell[],
): OperationRequest {
  const { machine } = memory
  return {
    ...ownOperation(memory, `${thread} settles`, 'settles', `a store of ${name} becomes visible`),
    memoryEvent: (before, after) => settleEvent({ machine, thread }, cells, before, after),
    run: (value) => machine.settles(unpacked(value), thread).map(({ state }) => valued(state, undefined)),
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
