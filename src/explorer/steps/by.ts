import type { AnswerId, OperationId } from '../../model/ir.ts'

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
