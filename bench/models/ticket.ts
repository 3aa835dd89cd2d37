import { type Family, system, threadIds } from 'lockproof'
import { ticketLock } from '#locks'
import { contend } from '../contend.ts'

/** Threads that contend for the ticket lock, and do something else in between. */
export const ticket: Family<{ N: number }> = system('ticket', { N: 4 }, (tools, { N }) => {
  const ids = threadIds(N)
  contend(tools, ids, ticketLock().describe(tools, ids), 'elsewhere')
})
