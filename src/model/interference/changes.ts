import type { ThreadIndex, ValueId } from '../ir.ts'

/** The entry that ends every list. */
const END = 0

/**
 * The changes that threads may make to the values of one object: for each value a linked list of new values, each with the set of threads (bit
 * t) that make the change. Entry e of the list is `#to[e], #by[e], #next[e]`.
 */
export class Changes {
  readonly #first: number[] = []
  readonly #to: number[] = [0]
  readonly #by: number[] = [0]
  readonly #next: number[] = [0]

  /** True when the thread was not known to make this change. */
  add(thread: ThreadIndex, from: ValueId, to: ValueId): boolean {
    let entry = this.#firstOf(from)
    while (entry !== END && this.#to[entry] !== to) entry = this.#next[entry] as number
    if (entry === END) entry = this.#create(from, to)
    const by = this.#by[entry] as number
    this.#by[entry] = by | (1 << thread)
    return (by & (1 << thread)) === 0
  }

  /** What threads other than this one may make of the value. */
  forOthers(thread: ThreadIndex, from: ValueId, visit: (to: ValueId) => void): void {
    for (let entry = this.#firstOf(from); entry !== END; entry = this.#next[entry] as number) {
      if (((this.#by[entry] as number) & ~(1 << thread)) !== 0) visit(this.#to[entry] as ValueId)
    }
  }

  /** Nobody changes values behind the last one that anybody does. */
  #firstOf(from: ValueId): number {
    return this.#first[from] ?? END
  }

  #create(from: ValueId, to: ValueId): number {
    while (this.#first.length <= from) this.#first.push(END)
    const entry = this.#to.push(to) - 1
    this.#by.push(0)
    this.#next.push(this.#firstOf(from))
    this.#first[from] = entry
    return entry
  }
}
