/** Which of a user's functions runs at this moment, for whoever watches from another thread: one that never comes back cannot be asked. */
import { callSite } from '../protocol/site.ts'

/** A function of the user's as messages name it, and its place, where that is known. */
export type Who = {
  readonly role: 'body' | 'recipe' | 'function' | 'description' | 'file'
  readonly name: string
  readonly site?: string | undefined
}

export type Watcher = {
  /** Holds the number of what runs; 0 while nothing does. */
  readonly running: Int32Array
  /** A number for what is run for the first time. */
  readonly numbered: (who: Who) => number
}

let watcher: Watcher | undefined
/** Without a watcher the numbers are written where nobody looks: that costs less than asking. */
let running: Int32Array = new Int32Array(1)
const numbers = new Map<string, number>()

/** From now on `by` is told; names mean what they mean in what runs next. */
export function watch(by: Watcher): void {
  watcher = by
  running = by.running
  numbers.clear()
}

/** 0 where nobody watches. */
export function numberOf(who: Who): number {
  if (watcher === undefined) return 0
  const known = numbers.get(who.name)
  if (known !== undefined) return known
  const number = watcher.numbered(who)
  numbers.set(who.name, number)
  return number
}

/** Where something is made that will be run under this name; read only where somebody watches, and once, for it costs a stack. */
export function siteIfWatched(name: string): string | undefined {
  return watcher === undefined || numbers.has(name) ? undefined : callSite()
}

/** Notes what runs now; gives what ran before, for `left`. */
export function entered(number: number): number {
  const before = running[0] as number // it has one
  running[0] = number
  return before
}

export function left(before: number): void {
  running[0] = before
}
