import type { Layout } from './bits.ts'
import { Cell, type Domain } from './cell.ts'
import type { AnySharedObject } from './object.ts'
import { Row } from './row.ts'

/** A row of cells with one domain. */
export type Cells<K, V> = Row<K, Cell<V>>

/**
 * One cell for each key, all with the same domain. Each starts with its first value, with `initial`, or with what
 * `initial` makes of its key. An array.
 * @example
 * const { next, number } = shared({ next: cells(ids, [null, ...ids]), number: cells(ids, range(3), (it) => (it === ids[0] ? 1 : 0)) })
 * yield* next.at(me).store(null)
 */
export function cells<const K>(
  keys: readonly K[],
  layout: Layout,
  initial?: number | ((key: K) => number),
): Cells<K, number>
export function cells<const K, const V>(
  keys: readonly K[],
  domain: readonly V[],
  initial?: NoInfer<V> | ((key: K) => NoInfer<V>),
): Cells<K, V>
export function cells<K, V>(keys: readonly K[], domain: Domain<V>, initial?: V | ((key: K) => V)): Cells<K, V> {
  // a value is plain data, so a function is none
  const initialOf = typeof initial === 'function' ? (initial as (key: K) => V) : () => initial as V | undefined
  return new Row('cells', keys, (key) => new Cell<V>(domain, initialOf(key), false))
}

/** A row of objects. */
export type Objects<K, O> = Row<K, O>

/**
 * One object for each key.
 * @example
 * const { forks } = shared({ forks: objects(range(3), () => object({ isFree: true })({ take(d) { waitUntil(d.isFree); d.isFree = false } })) })
 * yield* forks.at(0).take()
 */
export function objects<const K, const O extends AnySharedObject>(
  keys: readonly K[],
  make: (key: K, index: number) => O,
): Objects<K, O> {
  return new Row('objects', keys, make)
}
