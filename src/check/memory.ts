import type { System } from '../model/language/system.ts'
import { type Lowered, lowered } from '../model/memory/lowered/lower.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'

/** A system over a memory that is not sequentially consistent; each time that it is described it is so anew. */
export type WeakSystem = {
  readonly system: System
  /** Whether somebody waited for room that a larger machine would have. */
  readonly wasFull: () => boolean
}

/** Entries of a store buffer, or messages of a cell, that there is room for: tried in turn until no store has to wait. */
export const rooms: readonly number[] = [4, 8, 16]

export function overMemory(system: System, model: MemoryModel, room: number): WeakSystem {
  const made: Lowered[] = []
  const build = (): Lowered['design'] => {
    const one = lowered(system.build(), model, room)
    made.push(one)
    return one.design
  }
  return { system: { ...system, build }, wasFull: () => made.some((one) => one.wasFull()) }
}
