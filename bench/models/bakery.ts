import { type Family, range, system } from 'lockproof'
import { bakery as bakeryOf } from '#locks'
import { contend } from '../contend.ts'

/** Threads that contend for Lamport's bakery with M tickets. */
export const bakery: Family<{ N: number; M: number }> = system('bakery', { N: 3, M: 3 }, (tools, { N, M }) =>
  contend(tools, range(N), bakeryOf(tools, { N, M })),
)
