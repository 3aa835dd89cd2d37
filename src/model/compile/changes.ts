import type { ThreadId, ValueId } from '../ir.ts'

/**
 * The changes that threads may make to the values of one object: for each value a linked list of new values, each with the set of threads (bit
 * t) that make the change. Entry e of the list is `#to[e], #by[e], #next[e]`; entry 0 ends every list.
 */
export class Changes {
  readonly #first: number[] = []
  readonly #to: number[] = [0]
  readonly #by: number[] = [0]
  readonly #next: number[] = [0]

  /** True when the thread was not known to make this change. */
  add(thread: ThreadId, from: ValueId, to: ValueId): boolean {
    let entry = this.#first[from] ?? 0
    while (entry !== 0 && this.#to[entry] !== to) entry = this.#next[entry] ?? 0
    if (entry === 0) entry = this.#create(from, to)
    const by = this.#by[entry] ?? 0
    this.#by[entry] = by | (1 << thread)
    return (by & (1 << thread)) === 0
  }

  /** What threads other than this one may make of the value. */
  forOthers(thread: ThreadId, from: ValueId, visit: (to: ValueId) => void): void {
    for (let entry = this.#first[from] ?? 0; entry !== 0; entry = this.#next[entry] ?? 0) {
      if (((this.#by[entry] ?? 0) & ~(1 << thread)) !== 0) visit(this.#to[entry] ?? 0)
    }
  }

  #create(from: ValueId, to: ValueId): number {
    while (this.#first.length <= from) this.#first.push(0)
    const entry = this.#to.push(to) - 1
    this.#by.push(0)
    this.#next.push(this.#first[from] ?? 0)
    this.#first[from] = entry
    return entry
  }
}
