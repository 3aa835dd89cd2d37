/**
 * A design over a memory that is not sequentially consistent, as a design: its cells become one object, whose operations have several outcomes, and what
 * memory does by itself is done by threads of its own. Whatever compiles, searches, replays and explains designs need not know of it.
 */
import type { ObjectDeclaration } from '../../protocol/declarations.ts'
import type { Design, FenceRequest, FrameRequest, OperationRequest, ThreadDeclaration } from '../../protocol/design.ts'
import type { MemoryModel } from '../../protocol/orders.ts'
import { KeyOrder } from '../../values/key-list.ts'
import { buffers } from '../buffers.ts'
import type { Machine, Room, Size } from '../machine.ts'
import { allParts } from '../views/state.ts'
import { exactly, views } from '../views/views.ts'
import { bufferThread } from './buffer-thread.ts'
import { type MemoryCell, MemoryCells } from './cells.ts'
import { exchangedBy } from './exchanged.ts'
import { both } from './frames.ts'
import { requireKnown } from './known.ts'
import { livenessOver, overMemory } from './over-memory.ts'
import { packed } from './packed.ts'
import { cellRequest, fenceOperation, type MemoryObject, settleOperation, synchronizing } from './requests.ts'
import { shownBy } from './shown.ts'
import { type Taken, Whole } from './whole.ts'

export type Lowered = {
  readonly design: Design
  /** Whether somebody waited for room in a buffer: then there may be more than was seen. */
  readonly wasFull: () => boolean
  /** Whether memory itself can do this, where the machine does more. */
  readonly happens: (run: readonly Taken[]) => boolean
}

/** @throws ModelError M015 for what the memory does not know. */
export function lowered(design: Design, model: MemoryModel, room: Room): Lowered {
  requireKnown(design, model)
  const cells = new MemoryCells(design.objects.filter(({ isGhost }) => !isGhost))
  const size = cells.size(design.threads.length)
  const machine = machineOf(model, size, room)
  let isFull = false
  const declaration = memoryDeclaration(machine, {
    fields: shownBy(model, cells, design.threads),
    exchanged: model === 'cpp20' ? exchangedBy(cells, design.threads) : undefined,
  })
  const full = (): void => {
    isFull = true
  }
  const tellsOld = model !== 'cpp20' ? 'none' : isMolten(room) ? 'all' : 'waits'
  const memory: MemoryObject = { machine, declaration, tellsOld, full }
  const itself: MemoryObject = { ...memory, machine: machineOf(model, size, exactly), full: () => {} }
  const whole = new Whole(itself)
  const threads = design.threads.map((thread, index) =>
    translated({ memory, cells, model, whole: isMolten(room) ? whole : undefined }, thread, index),
  )
  const others = model === 'cpp20' ? [] : bufferThreads(memory, design.threads, cells.all)
  const over = overMemory(memory, cells)
  const { again, ...rest } = design
  return {
    wasFull: () => isFull,
    happens: (run) => whole.happens(run),
    design: {
      ...rest,
      objects: [declaration, ...design.objects.filter((it) => cells.of(it) === undefined)],
      threads: [...threads, ...others],
      properties: design.properties.map(over),
      liveness: design.liveness.map((declared) => livenessOver(declared, over)),
      rests: design.rests.map((it) => (it.condition === undefined ? it : { ...it, condition: over(it.condition) })),
      isOpen: true,
      ...(again && { again: lowered(again, model, room).design }),
    },
  }
}

function isMolten({ beyond }: Room): boolean {
  return beyond === 'molten'
}

function machineOf(model: MemoryModel, size: Size, room: Room): Machine {
  return model === 'cpp20' ? views(size, allParts, room) : buffers(size, { kind: model, room: room.places })
}

function memoryDeclaration(machine: Machine, said: Pick<ObjectDeclaration, 'fields' | 'exchanged'>): ObjectDeclaration {
  return {
    name: 'memory',
    madeBy: undefined,
    initial: packed(machine.initial),
    order: new KeyOrder([]),
    domain: undefined,
    isGhost: false,
    owners: undefined,
    ...said,
  }
}

type Translated = OperationRequest | FrameRequest

type Translation = {
  readonly memory: MemoryObject
  readonly cells: MemoryCells
  readonly model: MemoryModel
  /** Where it is to be told what memory itself does. */
  readonly whole: Whole | undefined
}

function translated(
  { memory, cells, model, whole }: Translation,
  thread: ThreadDeclaration,
  index: number,
): ThreadDeclaration {
  const known = new WeakMap<OperationRequest, Translated>()
  const ofCell = (cell: MemoryCell, request: OperationRequest): Translated => {
    whole?.access(index, cell, request)
    return cellRequest(memory, index, cell, request)
  }
  const ofObject = (cell: MemoryCell, request: OperationRequest): Translated => {
    whole?.object(index, cell)
    const itself = { ...request }
    known.set(itself, itself)
    return both(itself, synchronizing(memory, index, cell))
  }
  const made = (request: OperationRequest): Translated => {
    const [cell, object] = [cells.of(request.object), cells.object(request.object)]
    if (cell !== undefined) return ofCell(cell, request)
    return object === undefined ? request : ofObject(object, request)
  }
  const ofOperation = (request: OperationRequest): Translated => {
    const seen = known.get(request) ?? made(request)
    known.set(request, seen)
    return seen
  }
  const translate = (request: OperationRequest | FenceRequest): Translated | undefined => {
    if (request.kind === 'operation') return ofOperation(request)
    if (!isFelt(model, request)) return undefined
    whole?.fence(index, request)
    return fenceOperation(memory, index, request)
  }
  return { ...thread, translate }
}

/** Whether a fence does anything: buffers keep loads in their order, and a queue keeps stores. */
function isFelt(model: MemoryModel, { order }: FenceRequest): boolean {
  if (model === 'cpp20') return true
  return order === 'seq_cst' || (model === 'pso' && order !== 'acquire')
}

function bufferThreads(
  memory: MemoryObject,
  threads: readonly ThreadDeclaration[],
  cells: readonly MemoryCell[],
): ThreadDeclaration[] {
  const family = 1 + Math.max(...threads.map((thread) => thread.family))
  return threads.map((thread, index) =>
    bufferThread(thread, family + index, settleOperation(memory, index, thread.name, cells)),
  )
}
