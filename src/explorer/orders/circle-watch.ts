/**
 * Notices that a thread which steps alone has come back to a state: Brent's cycle detection (An improved Monte Carlo factorization algorithm, BIT
 * 20, 1980). One state is remembered, and replaced after 1, 2, 4, … steps; a circle is noticed within three rounds of it.
 */
export class CircleWatch {
  #remembered: Int32Array = new Int32Array(0)
  #steps = 0
  #renewAt = 1

  /** Somebody else steps from here on, or the state is packed differently. */
  restart(state: Int32Array): void {
    this.#remembered = state.slice()
    this.#steps = 0
    this.#renewAt = 1
  }

  /** Whether the state after one more step is the remembered one. */
  isBack(state: Int32Array): boolean {
    if (this.#isRemembered(state)) return true
    if (++this.#steps === this.#renewAt) {
      this.#remembered.set(state)
      this.#renewAt *= 2
      this.#steps = 0
    }
    return false
  }

  #isRemembered(state: Int32Array): boolean {
    for (let word = 0; word < state.length; word++) if (state[word] !== this.#remembered[word]) return false
    return true
  }
}
