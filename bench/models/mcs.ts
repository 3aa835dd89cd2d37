import { type Family, system, threadIds } from 'lockproof'
import { mcsLock } from '#locks'
import { contend } from '../contend.ts'

/** Threads that contend for the MCS queue lock. */
export const mcs: Family<{ N: number }> = system('mcs', { N: 3 }, (tools, { N }) => {
  const ids = threadIds(N)
  contend(tools, ids, mcsLock().describe(tools, ids))
})
