import type { LoadOrder, Order, StoreOrder } from '../protocol/orders.ts'

/** A state of memory: small integers, the same for the same state. Nobody changes one that has been handed on. */
export type Words = readonly number[]

/** In an `effect`: the access is not done where it would read this value. */
export const WAITS = -1
/** In an `effect`: it writes nothing where it reads this value. */
export const KEEPS = -2

/** What a thread does to memory. Cells are numbers, and so are their values, 0 and up; plain cells are counted apart. */
export type Access =
  | {
      readonly kind: 'load'
      readonly cell: number
      readonly order: LoadOrder
      readonly takes?: (value: number) => boolean
    }
  | { readonly kind: 'store'; readonly cell: number; readonly order: StoreOrder; readonly value: number }
  | {
      readonly kind: 'update'
      readonly cell: number
      readonly order: Order
      /** Of the load that remains where nothing is written. */
      readonly failureOrder: LoadOrder
      /** What it writes where it reads this value; or `WAITS`, or `KEEPS`. */
      readonly effect: (value: number) => number
    }
  | { readonly kind: 'fence'; readonly order: Order }
  /** Of whoever uses something that is sequentially consistent by itself: it comes after all who did before. The cell stands for that. */
  | { readonly kind: 'synchronize'; readonly cell: number }
  | { readonly kind: 'plain load'; readonly cell: number }
  | { readonly kind: 'plain store'; readonly cell: number; readonly value: number }

/** One way in which an access can go. None at all says that it waits. */
export type Way =
  | {
      readonly kind: 'done'
      readonly state: Words
      /** The value that it saw, where it is one that sees. */
      readonly read?: number | undefined
      /** How many writes come after the one that it saw, or its own, in the order of the cell; of what is molten the fewest. */
      readonly newer?: number
      /** What it saw, or wrote, waits in a buffer of its own: the others do not see it. */
      readonly isBuffered?: boolean
      /** More was forgotten than nobody can tell: there may be ways that are not seen from here. */
      readonly isCut?: boolean
    }
  /** Of a plain access: nothing orders it after what others did to the cell. */
  | { readonly kind: 'race'; readonly with: 'a write' | 'a read'; readonly read?: number | undefined }
  /** It waits for room that a larger machine has. */
  | { readonly kind: 'full' }

/** Which values of a cell an access may meet: those that have been overwritten, or not. */
export type Sees = 'any' | 'the last' | 'an old one'

/** A memory of some hardware or language, as a machine that one step of one thread at a time takes on. */
export type Machine = {
  readonly initial: Words
  ways(state: Words, thread: number, access: Access, sees?: Sees): readonly Way[]
  /** What memory may do for a thread by itself: stores that become visible. */
  settles(state: Words, thread: number): readonly Settled[]
  /** The last value in the order in which a cell is written; plain cells are numbered on after the others. */
  newest(state: Words, cell: number): number
}

/** A state after a store has become visible; cells are numbered as in `newest`. */
export type Settled = { readonly state: Words; readonly cell: number }

/** How much a machine keeps: entries of a store buffer, or messages of a cell; and what becomes of older ones that somebody could still read. */
export type Room = {
  readonly places: number
  /**
   * *gone*: whoever could have read them is moved on, so the machine does less than the memory. *molten*: nobody knows any more which of them came
   * first, so it does more.
   */
  readonly beyond: 'gone' | 'molten'
}

/** What a machine is made for. */
export type Size = {
  /** Initial values, by cell. */
  readonly cells: readonly number[]
  readonly plains: readonly number[]
  readonly threads: number
}
