import type { Counterexample } from '../explorer/steps/schedule.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { FAILED } from '../model/ir.ts'
import type { System } from '../model/language/system.ts'
import type { Lack } from '../model/memory/lowered/lacks.ts'
import { type Lowered, lowered } from '../model/memory/lowered/lower.ts'
import type { Taken } from '../model/memory/lowered/whole.ts'
import type { Room } from '../model/memory/machine.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'

/** A system over a memory that is not sequentially consistent; each time that it is described it is so anew. */
export type WeakSystem = {
  readonly system: System
  /** Who had no room that a larger machine would have. */
  readonly lacks: () => readonly Lack[]
  /** Whether memory itself can do what a machine has done that does more. */
  readonly happens: (compiled: Compiled, run: Counterexample) => boolean
}

/** Entries of a store buffer, or messages of a cell, that there is room for: tried in turn until no store has to wait. */
export const rooms: readonly number[] = [4, 8, 16]

/** Messages of a cell that are kept apart where older ones melt: tried in turn until nothing is seen that memory does not do. */
export const apart: readonly number[] = [3, 4, 5, 6, 8]

/** In which a schedule is followed: whatever room it was found in, its ways have the same numbers. */
export const ample: Room = { places: Number.POSITIVE_INFINITY, beyond: 'gone' }

export function overMemory(system: System, model: MemoryModel, room: Room): WeakSystem {
  const made: Lowered[] = []
  const build = (): Lowered['design'] => {
    const one = lowered(system.build(), model, room)
    made.push(one)
    return one.design
  }
  return {
    system: { ...system, build },
    lacks: () => lacksOf(made.flatMap((one) => one.lacks())),
    happens: (compiled, run) => made.some((one) => one.happens(takenIn(compiled, run))),
  }
}

/** Of designs that are the same: of each writer and cell what is known last. */
function lacksOf(all: readonly Lack[]): readonly Lack[] {
  return [...new Map(all.map((lack) => [`${lack.writer} ${lack.cell}`, lack])).values()]
}

/** What a run does to memory. */
function takenIn({ request, answer }: Compiled, { steps }: Counterexample): readonly Taken[] {
  return steps
    .flatMap(({ moves }) => moves)
    .flatMap((move): readonly Taken[] => {
      if (move.kind !== 'operation') return []
      const operation = request(move.operation)
      const hasFailed = move.answer === FAILED
      if (operation.object.isGhost) return []
      return [{ operation, answer: hasFailed ? undefined : answer(move.operation, move.answer), hasFailed }]
    })
}
