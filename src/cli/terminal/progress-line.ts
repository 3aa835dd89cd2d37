import type { CheckProgress } from '../../check/check.ts'
import { bytes, count, rounded } from '../../report/text/quantity.ts'
import { cut } from '../../report/text/wrap.ts'

const quietMs = 1000
const everyMs = 200
const clearLine = '\r\u001b[K'

/** What a long run is doing, in a line that is written over; nothing at all unless somebody sits before it. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  readonly #startMs = performance.now()
  #shownMs = 0
  #isShown = false

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
  }

  show(text: () => string): void {
    const nowMs = performance.now()
    if (!this.#stream.isTTY || nowMs - this.#startMs < quietMs || nowMs - this.#shownMs < everyMs) return
    this.#shownMs = nowMs
    this.#isShown = true
    this.#stream.write(clearLine + cut(text(), this.#stream.columns - 1))
  }

  clear(): void {
    if (this.#isShown) this.#stream.write(clearLine)
    this.#isShown = false
  }
}

export function progressText({ phase, states, edges, depth, storedBytes, elapsedMs }: CheckProgress): string {
  if (phase !== 'searching') return `${phase}, ${Math.round(elapsedMs / 1000)} s`
  const rate = rounded((states / Math.max(1, elapsedMs)) * 1000)
  return `${count(states)} states, ${count(edges)} edges, depth ${count(depth)}, ${rate} states/s, ${bytes(storedBytes)}`
}
