import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { Cell, type Domain } from './cell.ts'
import { knownMembers } from './known-members.ts'
import { Row } from './row.ts'
import type { Operation } from './steps.ts'

/**
 * A shared variable that is not atomic: ordinary data, which a lock protects. Where memory is not sequentially consistent, an access to it fails unless
 * what others did to it happened before.
 */
export class Plain<V> {
  readonly #cell: Cell<V>

  static {
    // a member whose name is a symbol could not be written down in the types of the package
    Object.defineProperty(Plain.prototype, declarationOf, {
      get(this: Plain<unknown>) {
        return (this.#cell as Cell<unknown> & { readonly [declarationOf]: ObjectDeclaration })[declarationOf]
      },
    })
  }

  /** Use `plain(domain)`. */
  constructor(values: Domain<V>, initial: V | undefined) {
    this.#cell = new Cell(values, initial, false, true)
    Object.freeze(this)
  }

  /** Answers the value. */
  load(): Operation<V> {
    return this.#cell.load()
  }

  /** Stores the value; answers nothing. */
  store(value: NoInfer<V>): Operation {
    return this.#cell.store(value)
  }
}

Object.setPrototypeOf(Plain.prototype, knownMembers)

/** A row of plain variables. */
export type Plains<K, V> = Row<K, Plain<V>>

/**
 * Ordinary data: it starts with the first value of the domain, or with `initial`.
 * @example const { flag, data } = shared({ flag: cell(['free', 'taken']), data: plain([0, 1, 2]) })
 */
export function plain<const V>(domain: readonly V[], initial?: NoInfer<V>): Plain<V> {
  return new Plain(domain, initial)
}

/** One for each key, all with the same domain. */
export function plains<const K, const V>(keys: readonly K[], domain: readonly V[], initial?: NoInfer<V>): Plains<K, V> {
  return new Row('plains', keys, () => new Plain<V>(domain, initial))
}
