import { type ThreadId, threadIds } from 'lockproof'

const ids = threadIds(4)
const actor = (n: number): ThreadId => ids[n] as ThreadId // four were made

/** The threads of the scenarios, as their descriptions name them. */
export const T0: ThreadId = actor(0)
export const T1: ThreadId = actor(1)
export const T2: ThreadId = actor(2)
export const T3: ThreadId = actor(3)
