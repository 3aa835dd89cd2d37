import { Signals } from '../cli/terminal/signals.ts'
import { wantsColour } from '../cli/terminal/streams.ts'
import type { Asked, Message } from './messages.ts'
import { type Ended, Watch } from './watch.ts'

/** This thread, which is told of signals, and the one that works: a new one where the last was lost. */
export class Threads {
  readonly signals: Signals
  #watch: Watch
  #isUsed = false

  /** The first is started before there is an order for it: it has much to load. */
  constructor() {
    this.#watch = new Watch()
    this.signals = new Signals((count) => {
      if (count === 1) this.#watch.wantEnd()
      else this.#watch.endNow('interrupt')
    })
  }

  /** Has the order carried out; `limitMs` is for each file and each system. */
  follow(order: Asked, told: (message: Message) => void, limitMs?: number): Promise<Ended> {
    if (this.#isUsed) this.#watch = new Watch()
    this.#isUsed = true
    if (this.signals.count > 0) this.#watch.wantEnd() // one that came as the last thread ended
    return this.#watch.follow({ ...order, isColoured: wantsColour(process.stderr) }, told, limitMs)
  }

  /** Whether the last thread does not end, though it was told to. */
  get isStuck(): boolean {
    return this.#watch.isLost && !this.#watch.isGone
  }

  get progress(): Watch['board']['progress'] {
    return this.#watch.board.progress
  }

  get compileMs(): number {
    return this.#watch.board.compileMs
  }
}
