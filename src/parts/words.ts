/** What parts say of themselves in reports. */
import { type Ahead, nameOf, type SharedHandle, type ThreadId, threadIdName } from '../model/language/index.ts'

/** What needs no more than one word to be said. */
export type Scalar = string | number | boolean

/** `T0, T1`. */
export function namesOf(threads: readonly ThreadId[]): string {
  return threads.map(threadIdName).join(', ')
}

/** `free`; `held by T0 ×2 (queued: T1, T2)`. */
export function heldWords(
  owner: ThreadId | null,
  depth: number,
  lists: Readonly<Record<string, readonly ThreadId[]>>,
): string {
  const held = owner === null ? 'free' : `held by ${threadIdName(owner)}${depth > 1 ? ` ×${depth}` : ''}`
  const waiting = Object.entries(lists).flatMap(([title, those]) =>
    those.length === 0 ? [] : [`${title}: ${namesOf(those)}`],
  )
  return `${held}${waiting.length === 0 ? '' : ` (${waiting.join('; ')})`}`
}

/** A call as its caller writes it: `m.lock(T0)`. */
export function callOf(it: SharedHandle<unknown>, method: string, ...args: readonly (ThreadId | Scalar)[]): string {
  return `${nameOf(it)}.${method}(${args.map((arg) => (typeof arg === 'symbol' ? threadIdName(arg) : quoted(arg))).join(', ')})`
}

/** As a design writes it. */
export function quoted(value: Scalar): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

/** For whom a thread waits at a lock with one owner: for whoever is before it in the queue, or holds it. */
export function behind(owner: ThreadId | null, queue: readonly ThreadId[], me: ThreadId): readonly Ahead[] {
  const before = queue[queue.indexOf(me) - 1]
  if (before !== undefined) return [{ thread: before, why: 'queued before it' }]
  return owner === null ? [] : [{ thread: owner, why: 'holds it' }]
}
