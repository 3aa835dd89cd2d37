/**
 * What makes a chosen set sound, each part by name. All of them hold; tests leave them out one by one and see that it is noticed.
 */
export type Rules = {
  /** A step of another thread must not enable a chosen one, nor change what it does. */
  readonly backward: boolean
  /** A step of another thread must not disable a chosen one. */
  readonly forward: boolean
  /** Steps commute at every value that may occur, not at some. */
  readonly everyValue: boolean
  /** All that a thread may still do counts, not its pending step only. */
  readonly futures: boolean
  /** A blocked member pulls in others as an enabled one does. */
  readonly blockedMembers: boolean
  /** A key thread's step must change nothing observed. */
  readonly visibility: 'of the key' | 'of a lone key' | 'ignored'
  /** Whether a step is judged visible at a value that may occur; where nothing else is asked for than verdicts. */
  readonly judges: (object: number, value: number) => boolean
  /** A predicate that throws is not taken for one that found what it looks for. */
  readonly errorsApart: boolean
  /** A key thread's step must be owed on all its paths: else what nobody has to do would be taken in place of what would be missed. */
  readonly owed: 'of the key' | 'ignored'
  /** No endless chain of keys. */
  readonly proviso: 'of the key' | 'of any chosen thread' | 'ignored'
  /** Steps of alike threads are sticky or not together, where reduction by symmetry turns them into each other. */
  readonly symmetricProviso: boolean
  /** What another thread may have changed is not at its value any more (environment.ts). */
  readonly dirt: boolean
  /** A search in which something new was met is repeated. */
  readonly settles: boolean
  /** Whether steps are compared at a value that may occur. */
  readonly compares: (object: number, value: number) => boolean
  /** Whether accesses of an object by p of a chosen thread and q of another one may disturb each other. */
  readonly clash: (access: Access) => boolean
  /** Whether the conflict of two steps (by thread and local state) is forgotten. */
  readonly forgets: (
    p: readonly [thread: number, local: number],
    q: readonly [thread: number, local: number],
  ) => boolean
}

export type Access = { readonly object: number; readonly writesP: boolean; readonly writesQ: boolean }

export const soundRules: Rules = {
  backward: true,
  forward: true,
  everyValue: true,
  futures: true,
  blockedMembers: true,
  visibility: 'of the key',
  judges: () => true,
  errorsApart: true,
  owed: 'of the key',
  proviso: 'of the key',
  symmetricProviso: true,
  dirt: true,
  settles: true,
  compares: () => true,
  clash: ({ writesP, writesQ }) => writesP || writesQ,
  forgets: () => false,
}
