import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'
import { encode, show } from '../values/encode.ts'
import { Cell } from './cell.ts'
import { knownMembers } from './known-members.ts'

/** A row of cells with one domain, one for each key: an array indexed by threads, say. */
export class Cells<K, V> {
  readonly keys: readonly K[]
  readonly #cells: ReadonlyMap<string, Cell<V>>

  /** Use `cells(keys, domain)`. */
  constructor(keys: readonly K[], make: () => Cell<V>) {
    this.keys = keys
    this.#cells = new Map(keys.map((key) => [encode(key, 'a key of cells() is'), make()]))
    if (this.#cells.size < keys.length)
      throw new ModelError('M009', `cells(${show(keys)}, …): two equal keys; expected different ones.`)
  }

  /** @throws ModelError M006 when there is no such key. */
  at(key: K): Cell<V> {
    const found = this.#cells.get(encode(key, 'at() was given'))
    if (found !== undefined) return found
    throw new ModelError('M006', `at(${show(key)}): outside the keys ${show(this.keys)}`, {
      expected: `one of ${show(this.keys)}`,
      seen: show(key),
      site: callSite(),
    })
  }

  /** All cells, in the order of the keys. */
  each(): readonly Cell<V>[] {
    return [...this.#cells.values()]
  }
}

Object.setPrototypeOf(Cells.prototype, knownMembers)

/** One cell for each key, all with the same domain and initial value. */
export function cells<const K, const V>(keys: readonly K[], domain: readonly V[], initial?: NoInfer<V>): Cells<K, V> {
  return new Cells(keys, () => new Cell(domain, initial, false))
}
