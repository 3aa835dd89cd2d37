/** Classes of small numbers, united two by two (union-find with path halving). */
export class SameClass {
  readonly #parents: number[]

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, member) => member)
  }

  /** The least member of the class. */
  of(member: number): number {
    let at = member
    for (;;) {
      const parent = this.#parents[at] ?? at
      if (parent === at) return at
      const next = this.#parents[parent] ?? parent
      this.#parents[at] = next
      at = next
    }
  }

  unite(a: number, b: number): void {
    const [left, right] = [this.of(a), this.of(b)]
    if (left < right) this.#parents[right] = left
    else this.#parents[left] = right
  }
}
