/**
 * Steps that a lock takes instead of its own, said of its shared data. A lock has its steps by name so that a broken
 * twin is the lock itself but for one of them.
 */
export type Instead<Data, Steps> = (data: Data) => Partial<Steps>

export const nothing = (): Record<never, never> => ({})
