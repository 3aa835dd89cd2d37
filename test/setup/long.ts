/** Whether everything is tried, as `npm run test:long` does, or only a small sample. */
export const isLong: boolean = process.env.LOCKPROOF_LONG === 'yes'
