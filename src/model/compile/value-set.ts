/** A set of small numbers, as bits. */
export class ValueSet {
  #words = new Int32Array(1)

  /** True when it was new. */
  add(value: number): boolean {
    const word = value >>> 5
    if (word >= this.#words.length) {
      const longer = new Int32Array(Math.max(word + 1, this.#words.length * 2))
      longer.set(this.#words)
      this.#words = longer
    }
    const bits = this.#words[word] as number
    if ((bits & (1 << (value & 31))) !== 0) return false
    this.#words[word] = bits | (1 << (value & 31))
    return true
  }

  has(value: number): boolean {
    const word = value >>> 5
    return word < this.#words.length && ((this.#words[word] as number) & (1 << (value & 31))) !== 0
  }

  members(): number[] {
    const found: number[] = []
    this.#words.forEach((bits, word) => {
      for (let rest = bits; rest !== 0; rest &= rest - 1) found.push(32 * word + 31 - Math.clz32(rest & -rest))
    })
    return found
  }
}
