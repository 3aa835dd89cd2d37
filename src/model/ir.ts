/**
 * The tables between the language and the searches: a network of small automata over small integers. A global state is one value id for each
 * object and one local state id for each thread; a *step* of a thread is a path from its stored local state through mid-step local states (of
 * `atomically` and `choose`) to the next stored one, and each path is one edge. Everything here is plain data, so that it can be printed,
 * generated and compared; what a search meets first is asked of `Unknowns`, the only door back to the functions of a design. Tables grow at
 * their ends only: an id never changes its meaning.
 */

/** A number that TypeScript keeps apart from the ids of other tables, while a plain number still fits. */
type Id<Table extends string> = number & { readonly of?: Table }
export type ThreadIndex = Id<'thread'>
export type LocalId = Id<'local state'>
export type ObjectId = Id<'object'>
export type ValueId = Id<'value'>
export type OperationId = Id<'operation'>
export type AnswerId = Id<'answer'>
export type RegionId = Id<'region'>
export type PropertyId = Id<'property'>

/** In `next`, `failure` and `outcome`: not known yet, to be asked of `Unknowns`. */
export const UNKNOWN = -1
/** In an outcome, in place of the answer: the operation failed. The thread goes to `failure[local]`; the object keeps the outcome's value. */
export const FAILED = -2

/** What a thread does next in a local state. */
export const Pending = {
  /** Performs `operation[local]`; after answer `a` it is at `next[local][a]`, after a failure at `failure[local]`. */
  operation: 0,
  /** A local step: goes to `next[local][0]`. */
  step: 1,
  /** Chooses one of `next[local]`, each a path of its own; part of the step that follows. */
  choice: 2,
  /** Has ended as it should. Stored. */
  finished: 3,
  /** Has gone wrong and stays. Stored; a search that reaches it has found a violation. */
  failed: 4,
} as const
export type Pending = (typeof Pending)[keyof typeof Pending]

/** What a local state says of waiting and owing; bits. */
export const Mark = {
  /** Nobody owes its step. A path through such a local state is *voluntary*, any other one *owed* to its thread where it exists. */
  voluntary: 1,
  /** To wait there for ever is no error. */
  idle: 2,
  /** Inside a `spinUntil`. */
  spins: 4,
} as const

/** The automaton of one thread. All arrays are indexed by `LocalId` and equally long. */
export type ThreadTable = {
  readonly name: string
  readonly initial: LocalId
  readonly pending: Pending[]
  /** Whether the local state may be part of a global state; the others are mid-step. A closed automaton numbers the stored ones first. */
  readonly stored: boolean[]
  /** −1 unless `pending` is an operation. */
  readonly operation: OperationId[]
  /** By answer (operation), option (choice) or 0 (step); entries may be missing or `UNKNOWN` (`answersIn`). Empty for finished and failed. */
  readonly next: LocalId[][]
  /** Where a failing operation leads: a failed local state, or `UNKNOWN`. */
  readonly failure: LocalId[]
  /** Bit r: the pending step lies in region r. At most 30 regions. */
  readonly regions: number[]
  /** Bits of `Mark`. */
  readonly marks: number[]
  /** After which answers the same `spinUntil` goes on; missing where none does. A step of such moves alone does not *advance* its thread. */
  readonly stays: (ReadonlySet<AnswerId> | undefined)[]
}

/**
 * The answers of which a row of `next` says something, ascending. Rows are sparse: where a thread is answered a growing number, each is longer than the
 * one before and nearly empty. So nobody fills a row, or walks over its length.
 */
export function answersIn(row: readonly LocalId[]): readonly AnswerId[] {
  return Object.keys(row).map(Number)
}

/** The local states to which a row leads, in the order of the answers; `UNKNOWN` where it says so. */
export function targetsIn(row: readonly LocalId[]): readonly LocalId[] {
  return Object.values(row)
}

/** A shared object. Values are `0 .. valueCount − 1`; `initial` is one of them. */
export type ObjectTable = {
  readonly name: string
  readonly initial: ValueId
  valueCount: number
  /** Whether `valueCount` is final: declared (cells) or closed by the compiler. */
  isClosed: boolean
}

export type OperationTable = {
  readonly object: ObjectId
  /** As a user writes it: `flag[0].store('up')`. */
  readonly label: string
  /** Never changes the value: declared and enforced (objects), or so on the whole domain (cells). */
  readonly isReadOnly: boolean
  /** By value: `UNKNOWN` (or missing), else an index into `Ir.outcomes`. Replaced when it grows. */
  outcome: number[] | Int32Array
}

/** What an `always`, `never` or `reachable` reads: an object's value, or the threads inside a region. */
export type Observable =
  | { readonly kind: 'object'; readonly object: ObjectId }
  | { readonly kind: 'region'; readonly region: RegionId }

/**
 * A property of global states. `invariant`: `evaluate` must be true in every reachable state; `reachable`: in at least one.
 * A *valuation* has one number for each observable: a value id, or the set of threads inside a region (bit t: thread t).
 */
export type PropertyTable = PredicateTable & { readonly kind: 'invariant' | 'reachable' }

/** What is asked of single states. */
export type PredicateTable = {
  readonly name: string
  readonly observes: readonly Observable[]
}

/** In this region a thread may stay for ever as long as the predicate holds. Regions where it always may are marked. */
export type RestTable = { readonly region: RegionId; readonly predicate: PropertyId }

export type Ir = {
  readonly name: string
  /** At most 30. */
  readonly threads: readonly ThreadTable[]
  readonly objects: readonly ObjectTable[]
  /** Grows when local states are discovered. */
  readonly operations: OperationTable[]
  /** Runs `count, (value, answer) × count`. Count 0: the operation is blocked at that value. Answer `FAILED`: it fails. */
  readonly outcomes: number[]
  readonly regions: readonly string[]
  readonly properties: readonly PropertyTable[]
  /** What is asked beside the properties; numbered on after them (`predicatesIn`). */
  readonly predicates: readonly PredicateTable[]
  readonly rests: readonly RestTable[]
  /** Whether a state in which nobody is owed a step, and somebody is not content, violates. */
  readonly isDeadlockViolation: boolean
}

/** By `PropertyId`: the properties, then the other predicates. */
export function predicatesIn({ properties, predicates }: Ir): readonly PredicateTable[] {
  return [...properties, ...predicates]
}

/** Fills the tables where they say `UNKNOWN`; throws a `ModelError` where the design itself is at fault. */
export type Unknowns = {
  /** Sets `operations[operation].outcome[value]`; may add values to the operation's object. */
  run(operation: OperationId, value: ValueId): void
  /** Sets `threads[thread].next[local][answer]`, or `failure[local]` where the answer is `FAILED`; may add local states and operations. */
  extend(thread: ThreadIndex, local: LocalId, answer: AnswerId): void
  /** The predicate of the property, or the predicate, of this number. An exception in it is the caller's to report: never a pass. */
  evaluate(property: PropertyId, valuation: readonly number[]): boolean
}

/**
 * What swapping two neighbours of a family does to the tables. A *swap* is numbered `0 .. swaps − 1`: the adjacent transpositions of each family,
 * which generate all its permutations. Every image is an id of the same tables; `UNKNOWN` says that there is none, so the threads are not alike.
 */
export type Symmetry = {
  /** Threads that differ in their identity only, two or more each; in the order of their transpositions. */
  readonly families: readonly (readonly ThreadIndex[])[]
  /** `[left, right]` of each swap: neighbours in their family. */
  readonly swaps: readonly (readonly [ThreadIndex, ThreadIndex])[]
  /** Whether an image may be a value or a local state that the tables have not got yet; else what has no image now never has one. */
  readonly isOpen: boolean
  /** An object of one thread (a cell of a row that has one for each) becomes that of the other; a shared one stays. */
  objectImage(swap: number, object: ObjectId): ObjectId
  /** The value with the two identities exchanged, as a value of the object's image. May add values to it. */
  valueImage(swap: number, object: ObjectId, value: ValueId): ValueId
  /** The local state of the thread's image that remembers the same with the two identities exchanged. */
  localImage(swap: number, thread: ThreadIndex, local: LocalId): LocalId
  operationImage(swap: number, operation: OperationId): OperationId
  /**
   * How the design may be mended, where the two are told apart by data that no exchange renames; a sentence. `of`: only if that is among what the thread
   * has been answered there.
   */
  advice?(swap: number, of?: { readonly thread: ThreadIndex; readonly local: LocalId }): string | undefined
}

/** What a search is given. `symmetry` is missing where no two threads may be alike; a search proves it before it uses it. */
export type Program = { readonly ir: Ir; readonly unknowns: Unknowns; readonly symmetry?: Symmetry }
