import type { Cell } from './cell.ts'
import type { Cells } from './cells.ts'
import { knownMembers } from './known-members.ts'
import type { GhostUpdate } from './steps.ts'

/** Data that no thread can see: it is updated together with a step and read by properties only. */
export type Ghost<V> = {
  store(value: NoInfer<V>): GhostUpdate
  add(n: number): GhostUpdate
  update(change: (value: V) => NoInfer<V>): GhostUpdate
  readonly cell: Cell<V>
}

export type Ghosts<K, V> = { readonly keys: readonly K[]; at(key: K): Ghost<V>; readonly cells: Cells<K, V> }

export type GhostOf<D> = D extends Cells<infer K, infer V> ? Ghosts<K, V> : D extends Cell<infer V> ? Ghost<V> : never

/** The same cell, with nothing left of it but its updates. */
export function ghostCell<V>(cell: Cell<V>): Ghost<V> {
  cell.declaration.isGhost = true
  // an Operation on a ghost, which `recording` performs, is all that a GhostUpdate is
  const update = (operation: unknown): GhostUpdate => operation as GhostUpdate
  const ghost: Ghost<V> = {
    store: (value) => update(cell.store(value)),
    add: (n) => update((cell as unknown as Cell<number>).add(n)), // adding to anything but a number fails like any value outside the domain
    update: (change) => update(cell.update(change)),
    cell,
  }
  return Object.freeze(Object.assign(Object.create(knownMembers), ghost)) as Ghost<V> // the same members
}

export function ghostCells<K, V>(row: Cells<K, V>): Ghosts<K, V> {
  const ghosts = new Map(row.each().map((cell) => [cell, ghostCell(cell)]))
  return { keys: row.keys, cells: row, at: (key) => ghosts.get(row.at(key)) ?? ghostCell(row.at(key)) }
}
