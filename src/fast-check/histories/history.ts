import { at } from '../../errors/at.ts'
/**
 * The history of a run, as far as clients can tell: what each call answered, and which calls had returned before it began (Herlihy, Wing:
 * Linearizability, a correctness condition for concurrent objects, ACM TOPLAS 12:3, 1990). A call lasts from its first step to its last: a
 * client may wait before the one and after the other, so nothing longer tells more.
 */

/** A call that has begun. */
export type CallRecord = {
  /** For each thread how many of its calls had returned before this one began. */
  readonly after: readonly number[]
  /** Missing while the call goes on. */
  readonly answer?: string
}

/** For each thread the calls that it has begun, in order. */
export type History = readonly (readonly CallRecord[])[]

export function emptyHistory(threads: number): History {
  return Array.from({ length: threads }, () => [])
}

export function returned(history: History, thread: number): number {
  const calls = at(history, thread, 'threads')
  return calls.at(-1) !== undefined && calls.at(-1)?.answer === undefined ? calls.length - 1 : calls.length
}

/** The history after a step of the thread, which has been answered `answers` in all. */
export function extended(history: History, thread: number, answers: readonly string[]): History {
  const calls = [...at(history, thread, 'threads')]
  if (returned(history, thread) === calls.length)
    calls.push({ after: history.map((_, other) => returned(history, other)) })
  const [last, answer] = [calls.at(-1), answers[calls.length - 1]]
  if (last !== undefined && answer !== undefined) calls[calls.length - 1] = { ...last, answer }
  return history.with(thread, calls)
}

export function historyKey(history: History): string {
  return JSON.stringify(history)
}
