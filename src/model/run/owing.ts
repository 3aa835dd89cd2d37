import type { Design } from '../protocol/design.ts'
import type { Arrival } from './thread-run.ts'

/** Whether nobody owes the pending step, nor any that passes through here: it is the first one inside `may`, or lies where a thread may rest. */
export function isVoluntary({ rests }: Pick<Design, 'rests'>, { isVoluntary, regions }: Arrival): boolean {
  return isVoluntary || rests.some(({ region, condition }) => condition === undefined && regions.includes(region))
}
