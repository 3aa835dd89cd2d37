/** Thread ids are symbols, which no message can carry: on the way they are `{ '#thread': name }`, and as keys `#thread name`. */
import { newThreadId, type ThreadId } from '../model/values/thread-id.ts'

const mark = '#thread'

/** What can be posted. Functions, which only parameters may hold, are left out, as JSON does. */
export function posted(value: unknown): unknown {
  if (typeof value === 'symbol') return { [mark]: value.description ?? '' }
  if (typeof value === 'function') return undefined
  if (Array.isArray(value)) return value.map(posted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Reflect.ownKeys(value).map((key) => [
      typeof key === 'symbol' ? `${mark} ${key.description ?? ''}` : key,
      posted(Reflect.get(value, key)),
    ]),
  )
}

/** Reads what was posted, with an id for each name. */
export class Received {
  readonly #ids = new Map<string, ThreadId>()

  value<T>(value: T): T {
    return this.#read(value) as T // the same but for the ids
  }

  #read(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#read(item))
    if (typeof value !== 'object' || value === null) return value
    if (mark in value) return this.#id(String(value[mark]))
    const entries = Object.entries(value).map(([key, item]) => [this.#key(key), this.#read(item)] as const)
    return Object.fromEntries(entries)
  }

  #key(key: string): PropertyKey {
    return key.startsWith(`${mark} `) ? this.#id(key.slice(mark.length + 1)) : key
  }

  #id(name: string): ThreadId {
    const id = this.#ids.get(name) ?? newThreadId(name)
    this.#ids.set(name, id)
    return id
  }
}
