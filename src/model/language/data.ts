import type { ThreadId } from '../values/thread-id.ts'

/** What has no parts. A thread id is one: immer's own types would take its brand for an object. */
type Atom = ThreadId | string | number | bigint | boolean | null | undefined

/** The value as a recipe gets it: all of it may be changed. */
export type Draft<T> = T extends Atom ? T : { -readonly [K in keyof T]: Draft<T[K]> }

/** The value as properties and answers show it: none of it may be changed. */
export type Immutable<T> = T extends Atom ? T : { readonly [K in keyof T]: Immutable<T[K]> }
