/** How an access of memory is ordered with others, in the words of C and C++; what is not said is `seq_cst`. */
export type Order = 'relaxed' | 'acquire' | 'release' | 'acq_rel' | 'seq_cst'

/** Of a load, which publishes nothing: other orders are errors, as they are in Rust. */
export type LoadOrder = 'relaxed' | 'acquire' | 'seq_cst'
/** Of a store, which learns nothing. */
export type StoreOrder = 'relaxed' | 'release' | 'seq_cst'
/** Of a fence: a relaxed one would be none. */
export type FenceOrder = 'acquire' | 'release' | 'acq_rel' | 'seq_cst'

/** A memory that is not sequentially consistent. */
export type MemoryModel = 'tso' | 'pso' | 'cpp20'

/** Over which a design can be checked. */
export type MemoryName = 'sc' | MemoryModel

export const memoryNames: readonly MemoryName[] = ['sc', 'tso', 'pso', 'cpp20']

export function isAcquire(order: Order): boolean {
  return order === 'acquire' || order === 'acq_rel' || order === 'seq_cst'
}

export function isRelease(order: Order): boolean {
  return order === 'release' || order === 'acq_rel' || order === 'seq_cst'
}

/** Of a load that is left of what would have published. */
export function withoutRelease(order: Order): LoadOrder {
  if (order === 'acq_rel') return 'acquire'
  return order === 'release' ? 'relaxed' : order
}

/** What an operation of a cell is to a memory that is not sequentially consistent; what it does to a value, its `run` says. */
export type MemoryUse =
  | { readonly kind: 'load'; readonly order: LoadOrder; readonly written: readonly Order[] }
  | { readonly kind: 'store'; readonly order: StoreOrder; readonly written: readonly Order[] }
  | {
      readonly kind: 'update'
      readonly order: Order
      /** Of the load that remains where it does not write. */
      readonly failureOrder: LoadOrder
      /** It stands beside that of a success; else it is that, less what it publishes. */
      readonly hasFailureOrder: boolean
      readonly writesAt: (value: unknown) => boolean
      readonly written: readonly Order[]
    }
  | { readonly kind: 'plain load' | 'plain store' }
