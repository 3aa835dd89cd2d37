/**
 * Lists of keys of records, as paths of a tree, and the one order of each set of keys: numbers first, which the language has so whatever is done; then
 * keys of values that objects were declared with, as they were; then the others by their letters. Settled for a set of keys when it is first met.
 */
const declared = new Map<string, number>()
let lists = 0

/** One for each order in which keys come. */
export class KeyList {
  readonly keys: readonly string[]
  /** How the texts of records with these keys begin: a record has few lists of keys and many values. */
  readonly text: string
  readonly longer: Map<string, KeyList> = new Map()
  #ordered: KeyList | undefined

  constructor(keys: readonly string[]) {
    this.keys = keys
    this.text = `{${lists++}:`
  }

  /** The same keys in order; itself if they are. */
  get ordered(): KeyList {
    if (this.#ordered !== undefined) return this.#ordered
    const byLetters = keyListOf([...this.keys].sort())
    if (byLetters === this) {
      this.#ordered = keyListOf([...this.keys].sort(inOrder))
      this.#ordered.#ordered = this.#ordered
    } else this.#ordered = byLetters.ordered
    return this.#ordered
  }
}

const noKeys = new KeyList([])

export function keyListOf(keys: readonly string[]): KeyList {
  let list = noKeys
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string // below the length
    let longer = list.longer.get(key)
    if (longer === undefined) {
      longer = new KeyList([...list.keys, key])
      list.longer.set(key, longer)
    }
    list = longer
  }
  return list
}

/** The keys of a value that an object is declared with, and of its parts. */
export function declareKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    if (!Array.isArray(value) && !declared.has(key)) declared.set(key, declared.size)
    declareKeys(Reflect.get(value, key))
  }
}

function inOrder(a: string, b: string): number {
  const [first, second] = [rankOf(a), rankOf(b)]
  return first === second ? (a < b ? -1 : 1) : first - second
}

function rankOf(key: string): number {
  const number = Number(key)
  const isIndex = Number.isInteger(number) && number >= 0 && number < 2 ** 32 - 1 && String(number) === key
  return isIndex ? number - 2 ** 32 : (declared.get(key) ?? declared.size)
}
