import { at } from '../../errors/at.ts'
/** Classes of small numbers, united two by two (union-find with path halving). */
export class SameClass {
  readonly #parents: number[]

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, member) => member)
  }

  /** The least member of the class. */
  of(member: number): number {
    let here = member
    for (;;) {
      const parent = at(this.#parents, here, 'members')
      if (parent === here) return here
      const next = at(this.#parents, parent, 'members')
      this.#parents[here] = next
      here = next
    }
  }

  unite(a: number, b: number): void {
    const [left, right] = [this.of(a), this.of(b)]
    if (left < right) this.#parents[right] = left
    else this.#parents[left] = right
  }
}
