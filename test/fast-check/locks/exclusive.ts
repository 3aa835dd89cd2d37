/** The rules of a plain lock: one thread at a time, not recursive. */
export const exclusive = {
  sections: { critical: { excludes: ['critical'] } },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
} as const
