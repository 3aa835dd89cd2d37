/** How an access of memory is ordered with others, in the words of C and C++; what is not said is `seq_cst`. */
export type Order = 'relaxed' | 'acquire' | 'release' | 'acq_rel' | 'seq_cst'

/** A load publishes nothing, and a store learns nothing: other orders of theirs are errors, as they are in Rust. */
export type LoadOrder = 'relaxed' | 'acquire' | 'seq_cst'
export type StoreOrder = 'relaxed' | 'release' | 'seq_cst'
export type FenceOrder = 'acquire' | 'release' | 'acq_rel' | 'seq_cst'

export function isAcquire(order: Order): boolean {
  return order === 'acquire' || order === 'acq_rel' || order === 'seq_cst'
}

export function isRelease(order: Order): boolean {
  return order === 'release' || order === 'acq_rel' || order === 'seq_cst'
}
