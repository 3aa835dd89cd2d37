/**
 * Lists of keys of records, as paths of a tree. Each set of keys has one order in texts, by its letters, and one in each object's values: as the object
 * was declared. Numbers come first in both, since the language has them so whatever is done.
 */

let lists = 0

/** One for each order in which keys come. */
export class KeyList {
  readonly keys: readonly string[]
  /** How the texts of records with these keys begin: a record has few lists of keys and many values. */
  readonly text: string
  readonly longer: Map<string, KeyList> = new Map()
  #byLetters: KeyList | undefined

  constructor(keys: readonly string[]) {
    this.keys = keys
    this.text = `{${lists++}:`
  }

  /** The same keys in the order of texts; itself if they are. */
  get byLetters(): KeyList {
    this.#byLetters ??= keyListOf([...this.keys].sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1)))
    return this.#byLetters
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

/** The order in which the records of an object's values have their keys: those of its declaration as they were there, then the others by letters. */
export class KeyOrder {
  readonly #ranks = new Map<string, number>()
  readonly #known = new Map<KeyList, KeyList>()

  /** `declared`: a value that the object was declared with; its parts count too. */
  constructor(declared?: unknown) {
    this.#learn(declared)
  }

  /** The same keys in order; the list itself if they are. */
  of(list: KeyList): KeyList {
    const known = this.#known.get(list)
    if (known !== undefined) return known
    const ordered = keyListOf(
      [...list.byLetters.keys].sort((a, b) => numberOf(a) - numberOf(b) || this.#rank(a) - this.#rank(b)),
    )
    this.#known.set(list, ordered)
    return ordered
  }

  #rank(key: string): number {
    return this.#ranks.get(key) ?? this.#ranks.size
  }

  #learn(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      if (!Array.isArray(value) && !this.#ranks.has(key)) this.#ranks.set(key, this.#ranks.size)
      this.#learn(Reflect.get(value, key))
    }
  }
}

/** Of data that belongs to no object: what threads remember. */
export const byLetters: KeyOrder = new KeyOrder()

/** Keys that are array indices come first, by number; all others are alike here. */
function numberOf(key: string): number {
  const number = Number(key)
  const isIndex = Number.isInteger(number) && number >= 0 && number < 2 ** 32 - 1 && String(number) === key
  return isIndex ? number - 2 ** 32 : 0
}
