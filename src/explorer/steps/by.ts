/** Who steps, and how, in a byte. */
export const By = {
  /** Whose step it is. */
  thread: 31,
  /** Nobody owes it: its path goes through a local state that is marked so. */
  voluntary: 32,
  /** Its thread is in the same `spinUntil` after it: it has not advanced. */
  stays: 64,
} as const
