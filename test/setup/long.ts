/** Whether everything is tried, as `npm run test:long` does, or only a small sample. */
export const isLong: boolean = (process.env.LOCKPROOF_LONG ?? '') !== ''

/** Every so many of them; all of them in `npm run test:long`. */
export const everySo = <T>(many: number, all: readonly T[]): readonly T[] =>
  isLong ? all : all.filter((_, index) => index % many === 0)
