import type { Lock } from './lock.ts'
import { closedBy } from './well-behaved.ts'

/** A call; with what is done in the section that it opens, and the call that ends it, if one does. */
export type Block<Call extends string, Section extends string> = {
  readonly call: Call
  readonly section?: Section
  readonly body: readonly Block<Call, Section>[]
  readonly end?: Block<Call, Section>
}

/** The calls of one thread as they are nested. */
export function blocksOf<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  calls: readonly Call[],
): readonly Block<Call, Section>[] {
  return new Parser(lock, calls).blocks()
}

class Parser<Call extends string, Section extends string> {
  readonly #lock: Lock<Call, Section>
  readonly #calls: readonly Call[]
  #at = 0

  constructor(lock: Lock<Call, Section>, calls: readonly Call[]) {
    this.#lock = lock
    this.#calls = calls
  }

  /** Up to the call that closes this section, or to the end. */
  blocks(section?: Section): Block<Call, Section>[] {
    const blocks: Block<Call, Section>[] = []
    for (let call = this.#calls[this.#at]; call !== undefined; call = this.#calls[this.#at]) {
      if (section !== undefined && closedBy(this.#lock, call).includes(section)) break
      this.#at++
      blocks.push(this.#block(call))
    }
    return blocks
  }

  #block(call: Call): Block<Call, Section> {
    const { opens } = this.#lock.calls[call]
    if (opens === undefined) return { call, body: [] }
    const body = this.blocks(opens)
    const closer = this.#calls[this.#at++]
    return { call, section: opens, body, ...(closer === undefined ? {} : { end: this.#block(closer) }) }
  }
}
