import { encode, keepText } from '../values/encode.ts'
import { type KeyOrder, keyListOf } from '../values/key-list.ts'
import { byName } from '../values/thread-id.ts'

/**
 * Values of one object are many and made of few parts: each part, frozen, once. It saves memory, and work too, since what a value shares with an
 * older one has its encoding already. All their records have their keys in the object's order, whoever made them.
 */
export class SharedParts {
  readonly #parts = new Map<string, object>()
  readonly #order: KeyOrder

  constructor(order: KeyOrder) {
    this.#order = order
  }

  /** The same value with its parts shared. */
  share<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Object.freeze(value.map((inner) => this.#part(inner))) as T // the same list
    const record = value as Readonly<Record<PropertyKey, unknown>> // plain data: a record
    const copy = Object.create(Object.getPrototypeOf(value)) as Record<PropertyKey, unknown>
    for (const key of this.#order.of(keyListOf(Object.keys(record))).keys) copy[key] = this.#part(record[key])
    for (const id of Object.getOwnPropertySymbols(record).sort(byName)) copy[id] = this.#part(record[id])
    return Object.freeze(copy) as T // the same fields, each frozen through and through
  }

  #part(value: unknown): unknown {
    if (value === 0) return 0 // of -0, which has the same text
    if (typeof value !== 'object' || value === null) return value
    const text = encode(value, 'a part of a value is')
    const known = this.#parts.get(text)
    if (known !== undefined) return known
    const part = this.share(value)
    keepText(part, text)
    this.#parts.set(text, part)
    return part
  }
}
