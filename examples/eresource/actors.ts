import { type ThreadId, threadIds } from 'lockproof'

const ids = threadIds(4)

/** The threads of the scenarios, as their descriptions name them. */
export const T0: ThreadId = ids[0]
export const T1: ThreadId = ids[1]
export const T2: ThreadId = ids[2]
export const T3: ThreadId = ids[3]
