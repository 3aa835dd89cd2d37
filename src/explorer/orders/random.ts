/**
 * Pseudo-random numbers that a seed determines for ever, on every machine: xoshiro128** (Blackman, Vigna: Scrambled linear pseudorandom number
 * generators, ACM TOMS 47:4, 2021), its state filled from the seed by splitmix32.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #d: number

  /** @param seed an integer; seeds that are equal modulo 2^32 are the same */
  constructor(seed: number) {
    let sum = seed | 0
    const next = (): number => {
      sum = (sum + 0x9e3779b9) | 0
      let mixed = Math.imul(sum ^ (sum >>> 16), 0x21f0aaad)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
      return mixed ^ (mixed >>> 15)
    }
    this.#a = next()
    this.#b = next()
    this.#c = next()
    this.#d = next() | 1 // the one state that stays as it is has four zeros
  }

  /** One of `0 .. count − 1`, all equally likely. `count` is from 1 to 2^32. */
  below(count: number): number {
    const limit = 2 ** 32 - (2 ** 32 % count)
    for (;;) {
      const drawn = this.#next()
      if (drawn < limit) return drawn % count
    }
  }

  /** `0 .. count − 1` in random order (Fisher, Yates). */
  permutation(count: number): number[] {
    const order = Array.from({ length: count }, (_, index) => index)
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1)
      const moved = order[last] as number // within its length
      order[last] = order[other] as number // the same
      order[other] = moved
    }
    return order
  }

  /** 32 bits. */
  #next(): number {
    const product = Math.imul(this.#b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result >>> 0
  }
}
