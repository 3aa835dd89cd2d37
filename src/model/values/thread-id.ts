import { existing } from '../../errors/at.ts'

declare const threadIdBrand: unique symbol

/**
 * The identity of a thread, as values may hold it: it can be compared with `===`, stored, used as a key and put in lists, and nothing else.
 * At run time it is a symbol, so comparing ids by order, adding to them or putting them in a string throws: symmetry rests on that.
 */
export type ThreadId = symbol & { readonly [threadIdBrand]: true }

/** Of each id: a number of its own, and what it comes by among others. */
type Known = { readonly number: number; readonly order: string }

const known = new Map<symbol, Known>()
/** How many ids of a name there have been. */
const namesakes = new Map<string, number>()

/** A new identity. The name is for people: two ids with one name are still two. */
export function newThreadId(name: string): ThreadId {
  const id = Symbol(name) as ThreadId // a symbol of ours is a ThreadId by definition
  const earlier = namesakes.get(name) ?? 0
  namesakes.set(name, earlier + 1)
  known.set(id, { number: known.size, order: `${String(name.length).padStart(4, '0')}${name} ${earlier}` })
  return id
}

export function isThreadId(value: unknown): value is ThreadId {
  return typeof value === 'symbol' && known.has(value)
}

/**
 * The name of a thread id, as reports have it.
 * @example
 * const words = (owner: ThreadId | null) => (owner === null ? 'free' : `held by ${threadIdName(owner)}`)
 * object({ owner: null as ThreadId | null })({}, { words: ({ owner }) => words(owner) })
 */
export function threadIdName(id: ThreadId): string {
  return id.description ?? ''
}

/** A number for each id; for telling them apart only, never for an order that a design sees: it is another one in another process. */
export function threadIdNumber(id: ThreadId): number {
  return existing(known.get(id), 'a thread id').number
}

/** What an id comes by in sets and among keys: its name, `T2` before `T10`. Which file made it first must not matter. */
export function threadIdOrder(id: ThreadId): string {
  return existing(known.get(id), 'a thread id').order
}

/** For sorting the ids among the keys of a record. What is no id is refused by whoever reads it. */
export function byName(a: symbol, b: symbol): number {
  const [one, other] = [known.get(a)?.order ?? '~', known.get(b)?.order ?? '~']
  return one < other ? -1 : one > other ? 1 : 0
}
