import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'
import { encode, show } from '../values/encode.ts'
import { knownMembers } from './known-members.ts'

/**
 * Cells or objects of one kind, one for each key: an array indexed by threads, say.
 * @example
 * const { slots } = shared({ slots: cells(range(4), ['empty', 'full']) })
 * for (const slot of slots.each()) yield* slot.store('full')
 */
export class Row<K, O> {
  readonly keys: readonly K[]
  readonly #members: ReadonlyMap<string, O>

  /** Use `cells(keys, domain)` or `objects(keys, make)`; `word` is which of them. */
  constructor(word: string, keys: readonly K[], make: (key: K, index: number) => O) {
    this.keys = keys
    this.#members = new Map(keys.map((key, index) => [encode(key, `a key of ${word}() is`), make(key, index)]))
    if (this.#members.size < keys.length)
      throw new ModelError('M009', `${word}(${show(keys)}, …): two equal keys; expected different ones.`)
  }

  /** @throws ModelError M006 when there is no such key. */
  at(key: K): O {
    const found = this.#members.get(encode(key, 'at() was given'))
    if (found !== undefined) return found
    throw new ModelError('M006', `at(${show(key)}): outside the keys ${show(this.keys)}`, {
      expected: `one of ${show(this.keys)}`,
      seen: show(key),
      site: callSite(),
    })
  }

  /** All of them, in the order of the keys. */
  each(): readonly O[] {
    return [...this.#members.values()]
  }
}

Object.setPrototypeOf(Row.prototype, knownMembers)
