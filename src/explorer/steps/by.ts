import { at } from '../../errors/at.ts'
import { type AnswerId, type LocalId, Mark, type OperationId, Pending, type ThreadTable } from '../../model/ir.ts'

/** Who steps, and how: a byte; from `firstAction` on bits of the actions that the step performs, where that is asked. */
export const By = {
  /** Whose step it is. */
  thread: 31,
  /** Nobody owes it: its path goes through a local state that is marked so. */
  voluntary: 32,
  /** Its thread is in the same `spinUntil` after it: it has not advanced. */
  stays: 64,
  /** The lowest bit of an action. */
  firstAction: 7,
} as const

/** The actions that an operation with this answer is: bit a for action a, of at most 20. */
export type ActionsOf = (operation: OperationId, answer: AnswerId) => number

/** How a path is walked that has come to its first local state: bits of `By` beside the thread. */
export function howFrom(table: ThreadTable, local: LocalId): number {
  return howOnward(0, table, local) | (at(table.marks, local) & Mark.spins ? By.stays : 0)
}

/** … that has been given this answer there. */
export function howAfter(how: number, { stays }: ThreadTable, local: LocalId, answer: AnswerId): number {
  return stays[local]?.has(answer) === true ? how : how & ~By.stays
}

/** … that goes on from another, in the middle of its step. */
export function howOnward(how: number, { marks }: ThreadTable, local: LocalId): number {
  return at(marks, local) & Mark.voluntary ? how | By.voluntary : how
}

/** The actions that the thread performs here with this answer, as bits of `By`. */
export function actionsAt(of: ActionsOf | undefined, table: ThreadTable, local: LocalId, answer: AnswerId): number {
  if (of === undefined || table.pending[local] !== Pending.operation) return 0
  return of(at(table.operation, local), answer) << By.firstAction
}
