import { type Family, range, system } from 'lockproof'
import { peterson as petersonOf } from '#locks'
import { contend } from '../contend.ts'

/** Threads that contend for the filter lock. */
export const peterson: Family<{ N: number }> = system('peterson', { N: 3 }, (tools, { N }) =>
  contend(tools, range(N), petersonOf(tools, N)),
)
