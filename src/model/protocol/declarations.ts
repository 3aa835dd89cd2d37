/** What a description declares and names: shared objects, regions, and what is asked of states. */
import type { KeyOrder } from '../values/key-list.ts'
import type { ThreadId } from '../values/thread-id.ts'
import type { LockView } from './lock-view.ts'

/** Under it cells and objects have their declaration: the compiler's, and in nobody's completion list. */
export const declarationOf: unique symbol = Symbol('declaration')

export type ObjectDeclaration = {
  /** Given by `shared`: `flag[0]`. */
  name: string
  /** Of a cell of a row, given by `shared` too: the name of the row, and the key of the cell in it. */
  row?: { readonly name: string; readonly key: unknown }
  /** The description that ran when it was made. */
  readonly madeBy: object | undefined
  readonly initial: unknown
  /** How the records in its values and answers have their keys: as it was declared. */
  readonly order: KeyOrder
  /** All values, for a cell; `undefined` where they are discovered. */
  readonly domain: readonly unknown[] | undefined
  /** Holds nothing that a thread can see. */
  isGhost: boolean
  /** Of a cell: it is ordinary data, no atomic variable. */
  readonly isPlain?: boolean
  /** Of a cell: beyond its last value comes the first. */
  readonly wraps?: boolean
  /** Who holds the object at a value, for explaining who waits for whom. */
  readonly owners: ((value: unknown) => readonly ThreadId[]) | undefined
  /** For whom a blocked thread waits there, where that is not for all owners. */
  readonly waitsFor?: ((value: unknown, me: ThreadId) => readonly (ThreadId | Ahead)[]) | undefined
  /** The value as its parts, where it is a word of bits; `undefined` where it is no such word. */
  readonly fields?: ((value: unknown) => unknown) | undefined
  /** The value as people in the field say it. */
  readonly words?: ((value: unknown) => string) | undefined
  /** The value with two threads exchanged, where it does not hold their ids. It is compared before it is used. */
  readonly exchanged?: ((value: unknown, a: ThreadId, b: ThreadId) => unknown) | undefined
  /** What a verdict about it rests on beside the design, each in words. */
  readonly assumes?: readonly string[]
  /** The object at a value as a debugger shows it, where it is a lock. */
  readonly view?: ((value: unknown) => LockView) | undefined
  /** Of the one that holds in which states a specification may be. */
  readonly refines?: RefinementDeclaration
}

/** Of the thread that looks at a specification where nothing is under way. */
export const observer = 'at rest'

/** What is held against a specification, beside what its calls answer. */
export type RefinementDeclaration = {
  /** Its name. */
  readonly specification: string
  readonly keeps: 'answers' | 'waiting' | 'order at rest'
  /** Whether, at a value, the specification may leave all that have called without an answer until somebody calls again. */
  readonly maySilent: (value: unknown) => boolean
  /** Whose calls it would answer there by and by, and in which state; for people. */
  readonly wouldAnswer: (value: unknown) => string
  /** Where it is asked, too, whether what has happened in the specification is settled when it happens. */
  readonly simulation?: SimulationDeclaration
}

/** The states of a specification one by one; equal ones are the same. */
export type SimulationDeclaration = {
  /** All that it may be in at a value. */
  readonly states: (value: unknown) => readonly object[]
  /** All that one of them may have become when clients have seen these calls and returns. */
  readonly after: (state: object, events: readonly ClientEvent[]) => readonly object[]
}

/** An operation that clients see: of whom, which call, and what it answers. */
export type ClientEvent = { readonly event?: 'call' | 'return' | undefined; readonly args: readonly unknown[] }

/** The object of a refinement that holds in which states its specification may be. */
export function refinedIn(objects: readonly ObjectDeclaration[]): ObjectDeclaration | undefined {
  return objects.find(({ refines }) => refines !== undefined)
}

/** The value, or an argument or answer, as people read it. */
export function readable({ fields }: Pick<ObjectDeclaration, 'fields'>, value: unknown): unknown {
  return fields?.(value) ?? value
}

/** Who must go first, and why; without a thread where it is none that could be named. */
export type Ahead = { readonly thread?: ThreadId; readonly why: string }

export type RegionDeclaration = { name: string }

/** What is asked of single states. */
export type PredicateDeclaration = {
  /** For messages. */
  readonly name: string
  readonly observes: readonly (ObjectDeclaration | RegionDeclaration)[]
  /** In the order of `observes`: an object's value, or the threads inside a region. */
  readonly holds: (observed: readonly unknown[]) => boolean
  readonly site: string | undefined
}
