/** A set of small numbers of known range, as bits. */
export class BitSet {
  readonly words: Int32Array

  /** For numbers below `size`. */
  constructor(size: number) {
    this.words = new Int32Array((size + 31) >>> 5)
  }

  static of(items: readonly number[], size: number): BitSet {
    const set = new BitSet(size)
    for (const item of items) set.add(item)
    return set
  }

  /** True when it was new. */
  add(item: number): boolean {
    const word = item >>> 5
    const bits = this.words[word] as number
    if ((bits & (1 << (item & 31))) !== 0) return false
    this.words[word] = bits | (1 << (item & 31))
    return true
  }

  has(item: number): boolean {
    return ((this.words[item >>> 5] as number) & (1 << (item & 31))) !== 0
  }

  /** Whether they have a member in common. */
  meets(other: BitSet): boolean {
    return this.words.some((bits, word) => (bits & (other.words[word] as number)) !== 0)
  }

  /** Whether some of `other` were new. */
  addAll(other: BitSet): boolean {
    let isNew = false
    for (let word = 0; word < this.words.length; word++) {
      const before = this.words[word] as number
      const after = before | (other.words[word] as number)
      if (after === before) continue
      this.words[word] = after
      isNew = true
    }
    return isNew
  }

  /** In increasing order. */
  members(): number[] {
    const found: number[] = []
    this.words.forEach((bits, word) => {
      for (let rest = bits; rest !== 0; rest &= rest - 1) found.push(32 * word + 31 - Math.clz32(rest & -rest))
    })
    return found
  }
}
