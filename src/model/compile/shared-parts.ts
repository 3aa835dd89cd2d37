import { encode, keepText } from '../protocol/encode.ts'

/**
 * Values of one object are many and made of few parts: each part, frozen, once. It saves memory, and work too, since what a value shares with an
 * older one has its encoding already.
 */
export class SharedParts {
  readonly #parts = new Map<string, object>()

  /** The same value with its parts shared. */
  share<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Object.freeze(value.map((inner) => this.#part(inner))) as T // the same list
    const record = value as Readonly<Record<PropertyKey, unknown>> // plain data: a record
    const copy = Object.create(Object.getPrototypeOf(value)) as Record<PropertyKey, unknown>
    for (const key of Reflect.ownKeys(record)) copy[key] = this.#part(record[key])
    return Object.freeze(copy) as T // the same fields, each frozen through and through
  }

  #part(value: unknown): unknown {
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
