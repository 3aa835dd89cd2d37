/**
 * Choices by local states and enabled threads, which are all that a choice depends on: a direct-mapped cache, exact, of a fixed size.
 *
 *     entry:  | state words with all but the threads' slots cleared | enabled threads | choice |
 */
import { at } from '../../../errors/at.ts'
import { type Layout, OCCUPIED } from '../../states/layout.ts'

const ENTRIES = 1 << 13

export class ChoiceCache {
  readonly #masks: Int32Array
  readonly #width: number
  readonly #entries: Int32Array

  constructor(layout: Layout) {
    this.#masks = new Int32Array(layout.words)
    for (const { word, shift, bits } of layout.threads)
      if (bits > 0) this.#masks[word] = at(this.#masks, word, 'words') | ((-1 >>> (32 - bits)) << shift)
    this.#masks[0] = at(this.#masks, 0, 'words') & ~OCCUPIED
    this.#width = layout.words + 2
    this.#entries = new Int32Array(ENTRIES * this.#width)
  }

  /** Where the choice belongs; negative (`~place`) if something else or nothing is there, and is now overwritten by the key. */
  find(states: Int32Array, at: number, enabled: number): number {
    const entries = this.#entries
    const words = this.#masks.length
    let hash = Math.imul(enabled, 0x9e3779b1)
    for (let word = 0; word < words; word++)
      hash =
        Math.imul(hash ^ ((states[at + word] as number) & (this.#masks[word] as number)), 0x85ebca6b) ^ (hash >>> 13) // within the state
    const entry = ((hash ^ (hash >>> 15)) & (ENTRIES - 1)) * this.#width
    let isSame = entries[entry + words] === enabled
    for (let word = 0; word < words; word++) {
      const masked = (states[at + word] as number) & (this.#masks[word] as number) // within the state
      if (entries[entry + word] !== masked) isSame = false
      entries[entry + word] = masked
    }
    entries[entry + words] = enabled
    return isSame ? entry + words + 1 : ~(entry + words + 1)
  }

  get(place: number): number {
    return this.#entries[place] as number // a place that `find` answered
  }

  set(place: number, choice: number): void {
    this.#entries[place] = choice
  }
}
