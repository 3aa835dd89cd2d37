import type { CheckProgress } from '../../check/check.ts'
import { bytes, count, rounded, seconds } from '../../report/text/quantity.ts'
import { cut } from '../../report/text/wrap.ts'

/** When the first is shown, and how often. */
const onTerminal = { quietMs: 1000, everyMs: 200 }
const inLog = { quietMs: 10_000, everyMs: 10_000 }
const clearLine = '\r\u001b[K'

const msBetweenLooks = 200

/** Looks every now and then at how far the work is, until it ends. */
export async function whileShowing<T>(show: () => void, work: Promise<T>): Promise<T> {
  const timer = setInterval(show, msBetweenLooks).unref()
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}

/** What a long run is doing: where somebody sits before it, in a line that is written over; else, for who reads it later, in one every ten seconds. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  readonly #startMs = performance.now()
  #shownMs = 0
  #isShown = false

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
  }

  show(text: () => string): void {
    const { isTTY, columns } = this.#stream
    const { quietMs, everyMs } = isTTY ? onTerminal : inLog
    const nowMs = performance.now()
    if (nowMs - this.#startMs < quietMs || nowMs - this.#shownMs < everyMs) return
    this.#shownMs = nowMs
    this.#isShown = isTTY
    this.#stream.write(isTTY ? clearLine + cut(text(), columns - 1) : `${text()}\n`)
  }

  clear(): void {
    if (this.#isShown) this.#stream.write(clearLine)
    this.#isShown = false
  }
}

/** `sinceMs`: since the system was begun; the figures have the time of the last slice of work. */
export function progressText(
  { phase, states, edges, depth, storedBytes, elapsedMs }: CheckProgress,
  sinceMs: number,
): string {
  const time = seconds(sinceMs)
  if (phase !== 'searching') return `${time}, ${phase}`
  const rate = rounded((states / Math.max(1, elapsedMs)) * 1000)
  return `${time}, ${count(states)} states, ${count(edges)} edges, depth ${count(depth)}, ${rate} states/s, ${bytes(storedBytes)}`
}
