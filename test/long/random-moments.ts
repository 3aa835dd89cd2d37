import { isLong } from '../setup/long.ts'

/** How long a thing takes is asked by `npm run test:long` only, of a machine that does nothing else. */
export const slackMs: number = isLong ? 0 : Number.POSITIVE_INFINITY

/** The same numbers every time, from 0 to 1: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
