/** Whether everything is tried, as `npm run test:long` does, or only a small sample. */
export const isLong: boolean = process.env.LOCKPROOF_LONG === 'yes'

/** A busy machine lets a sample wait. */
export const slackMs: number = isLong ? 0 : 2000

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
