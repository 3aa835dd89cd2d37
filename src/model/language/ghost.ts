import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { Cell } from './cell.ts'
import { partsOf } from './declared.ts'
import { knownMembers } from './known-members.ts'
import type { AnySharedObject, SharedHandle } from './object.ts'
import { Row } from './row.ts'
import type { GhostUpdate } from './steps.ts'

/** Data that no thread can see: it is updated together with a step and read by properties only. */
export type Ghost<V> = SharedHandle<V> & {
  /** It has this value then. */
  store(value: NoInfer<V>): GhostUpdate
  /** It is so much more then; of numbers. */
  add(n: number): GhostUpdate
  /** It is then what the function makes of it. */
  update(change: (value: V) => NoInfer<V>): GhostUpdate
}

/** An object that no thread can see: its methods are updates. They answer nobody, never wait, and go one way. */
type GhostObject<O> =
  O extends SharedHandle<infer T>
    ? SharedHandle<T> & {
        readonly [M in keyof O as M extends string ? M : never]: O[M] extends (...args: infer A) => unknown
          ? (...args: A) => GhostUpdate
          : never
      }
    : never

/** A ghost as a design names it: read by properties, changed only along with a step. */
export type GhostOf<D> =
  D extends Row<infer K, infer O>
    ? Row<K, GhostOf<O>>
    : D extends Cell<infer V>
      ? Ghost<V>
      : D extends AnySharedObject
        ? GhostObject<D>
        : never

/** The same, with nothing left of it but its updates. */
export function ghostOf(item: object): unknown {
  for (const { declaration } of partsOf(item) ?? []) declaration.isGhost = true
  if (item instanceof Row) return new Row('ghosts', item.keys, (key) => ghostOf(item.at(key)))
  return item instanceof Cell ? ghostCell(item) : item
}

function ghostCell<V>(cell: Cell<V>): Ghost<V> {
  // an Operation on a ghost, which `recording` performs, is all that a GhostUpdate is
  const update = (operation: unknown): GhostUpdate => operation as GhostUpdate
  const ghost: Ghost<V> = {
    store: (value) => update(cell.store(value)),
    add: (n) => update((cell as unknown as Cell<number>).add(n)), // adding to anything but a number fails like any value outside the domain
    update: (change) => update(cell.update(change)),
    [declarationOf]: partsOf(cell)?.[0]?.declaration as ObjectDeclaration, // a cell has one
  }
  return Object.freeze(Object.assign(Object.create(knownMembers), ghost)) as Ghost<V> // the same members
}
