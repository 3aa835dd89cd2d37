import { type ThreadId, threadIdName } from '../../language/index.ts'

/** `free`, `held by T0`, `held by T0, T1`. */
export function heldBy(...owners: readonly (ThreadId | null)[]): string {
  const names = owners.flatMap((one) => (one === null ? [] : [threadIdName(one)]))
  return names.length === 0 ? 'free' : `held by ${names.join(', ')}`
}

/** ` (queued: T1, T2)`; nothing where nobody is. */
export function listed(title: string, threads: readonly ThreadId[]): string {
  return threads.length === 0 ? '' : ` (${title}: ${threads.map(threadIdName).join(', ')})`
}
