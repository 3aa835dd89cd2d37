/**
 * How a global state is packed into 32-bit words. Every object value and every stored local state has a slot that crosses no word:
 *
 *     word 0: |1| slot … slot |      word 1: | slot … slot |      …
 *              31            0                31          0
 *
 * Bit 31 of word 0 is 1 in every state, so that a zero first word is an empty place of the visited set, and the sign of the first word is free
 * to carry one mark: in a batch, "look at me when new" (step-tree.ts); on a depth-first stack, "expanded" (depth-first.ts).
 * Bits that the last words leave over go to the slots that may still grow. Slots are placed by decreasing width into the first word with room.
 */
import { at } from '../../errors/at.ts'
import {
  type Ir,
  type LocalId,
  type ObjectId,
  type ThreadIndex,
  type ThreadTable,
  targetsIn,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'

/** The mark of word 0. */
export const OCCUPIED: number = 1 << 31

export type Slot = { readonly word: number; readonly shift: number; readonly bits: number }

/** Slots by `ObjectId` and `ThreadIndex`. */
export type Layout = { readonly words: number; readonly objects: readonly Slot[]; readonly threads: readonly Slot[] }

/** A state in the open: `values` by object, `locals` by thread. */
export type UnpackedState = { readonly values: readonly ValueId[]; readonly locals: readonly LocalId[] }

type OpenSlot = { word: number; shift: number; bits: number; mayGrow: boolean }

/** Leftover bits given to one slot at most, and only to slots below this width: a step tree has a child for each value that fits. */
const LIMIT_SPARE_BITS = 2
const LIMIT_SPARE_WIDTH = 16

/** Bits that tell `count` values apart. */
export function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1)
}

/** Alike threads outgrow their slots one soon after the other: what is nearly full gets its bit with the first, since to pack all states anew is dear. */
function bitsWithRoom(count: number, grows: boolean): number {
  return bitsFor(grows ? count + (count >> 3) : count)
}

/** The layout for the tables as they are now. A value that does not fit later asks for a new one: see `slotHolds`. */
export function createLayout(ir: Ir): Layout {
  const objects = ir.objects.map((object): OpenSlot => {
    const bits = bitsWithRoom(object.valueCount, !object.isClosed)
    return { word: 0, shift: 0, bits: object.isClosed ? bits : Math.max(1, bits), mayGrow: !object.isClosed }
  })
  const threads = ir.threads.map((thread): OpenSlot => {
    const grows = mayGrow(thread)
    return { word: 0, shift: 0, bits: bitsWithRoom(thread.stored.lastIndexOf(true) + 1, grows), mayGrow: grows }
  })
  const slots = [...objects, ...threads]
  const free = place(slots)
  spend(slots, free)
  shiftAll(slots, free.length)
  return { words: free.length, objects: objects.map(frozen), threads: threads.map(frozen) }
}

export function slotHolds(slot: Slot, id: number): boolean {
  return id >>> slot.bits === 0 // ids and slots have 31 bits at most
}

/** The id in a slot of the state that begins at `states[at]`. */
export function readSlot(slot: Slot, states: Int32Array, at: number): number {
  return slot.bits === 0
    ? 0
    : ((states[at + slot.word] as number) << (32 - slot.shift - slot.bits)) >>> (32 - slot.bits)
}

/** Expects zero in the slot. */
export function writeSlot(slot: Slot, id: number, states: Int32Array, at: number): void {
  states[at + slot.word] = (states[at + slot.word] as number) | (id << slot.shift)
}

export function localOf(layout: Layout, thread: ThreadIndex, states: Int32Array, at: number): LocalId {
  return readSlot(layout.threads[thread] as Slot, states, at) // one slot a thread
}

export function valueOf(layout: Layout, object: ObjectId, states: Int32Array, at: number): ValueId {
  return readSlot(layout.objects[object] as Slot, states, at) // one slot an object
}

export function unpack(layout: Layout, states: Int32Array, at: number): UnpackedState {
  return {
    values: layout.objects.map((slot) => readSlot(slot, states, at)),
    locals: layout.threads.map((slot) => readSlot(slot, states, at)),
  }
}

export function pack(layout: Layout, state: UnpackedState, states: Int32Array, at: number): void {
  states.fill(0, at, at + layout.words)
  states[at] = OCCUPIED
  for (const [object, slot] of layout.objects.entries()) writeSlot(slot, state.values[object] as ValueId, states, at)
  for (const [thread, slot] of layout.threads.entries()) writeSlot(slot, state.locals[thread] as LocalId, states, at)
}

/** The initial state, packed and marked: it is looked at whatever it is. */
export function markedInitial(layout: Layout, ir: Ir): Int32Array {
  const states = new Int32Array(layout.words)
  pack(layout, initialState(ir), states, 0)
  return withMark(states)
}

/** The mark of the first state set. */
export function withMark(states: Int32Array): Int32Array {
  states[0] = at(states, 0, 'words') & ~OCCUPIED
  return states
}

/** Moves one state from a layout to another, its marks dropped. */
export function repack(
  from: Layout,
  source: Int32Array,
  at: number,
  to: Layout,
  target: Int32Array,
  targetAt: number,
): void {
  for (let word = 0; word < to.words; word++) target[targetAt + word] = 0
  target[targetAt] = OCCUPIED
  moveSlots(from.objects, source, at, to.objects, target, targetAt)
  moveSlots(from.threads, source, at, to.threads, target, targetAt)
}

function moveSlots(
  from: readonly Slot[],
  source: Int32Array,
  at: number,
  to: readonly Slot[],
  target: Int32Array,
  targetAt: number,
): void {
  for (let i = 0; i < to.length; i++) writeSlot(to[i] as Slot, readSlot(from[i] as Slot, source, at), target, targetAt) // as many in each layout
}

export function initialState(ir: Ir): UnpackedState {
  return { values: ir.objects.map((object) => object.initial), locals: ir.threads.map((thread) => thread.initial) }
}

function mayGrow(thread: ThreadTable): boolean {
  const isFull = (row: readonly LocalId[]): boolean => {
    const targets = targetsIn(row)
    return targets.length > 0 && targets.length === row.length && !targets.includes(UNKNOWN)
  }
  return !thread.next.every(isFull) || thread.failure.includes(UNKNOWN)
}

/** Gives each slot a word; returns the bits left free in each word. */
function place(slots: readonly OpenSlot[]): number[] {
  const free = [31]
  for (const slot of [...slots].sort((a, b) => b.bits - a.bits)) {
    let word = free.findIndex((bits) => bits >= slot.bits)
    if (word < 0) word = free.push(32) - 1
    slot.word = word
    free[word] = at(free, word) - slot.bits
  }
  return free
}

function spend(slots: readonly OpenSlot[], free: number[]): void {
  for (let round = 0; round < LIMIT_SPARE_BITS; round++) {
    for (const slot of slots) {
      const left = at(free, slot.word)
      if (!slot.mayGrow || left === 0 || slot.bits >= LIMIT_SPARE_WIDTH) continue
      slot.bits++
      free[slot.word] = left - 1
    }
  }
}

function shiftAll(slots: readonly OpenSlot[], words: number): void {
  const used = new Array<number>(words).fill(0)
  for (const slot of slots) {
    const shift = at(used, slot.word)
    slot.shift = slot.bits === 0 ? 0 : shift
    used[slot.word] = shift + slot.bits
  }
}

function frozen(slot: OpenSlot): Slot {
  return { word: slot.word, shift: slot.shift, bits: slot.bits }
}
