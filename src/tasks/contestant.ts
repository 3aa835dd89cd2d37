import type { Meter } from './meter.ts'
import type { Task } from './task.ts'

/** One of several tasks that take turns by the work that they count: so which of them ends first does not depend on the machine. */
export class Contestant<T> {
  /** Its own; what it spends is its work so far. */
  readonly meter: Meter
  /** What it was for, once it has come to its end. */
  found: T | undefined
  readonly #whole: Meter
  #task: Task<T> | undefined

  constructor(whole: Meter, task: (meter: Meter) => Task<T>) {
    this.#whole = whole
    this.meter = whole.share()
    this.meter.leave()
    this.#task = task(this.meter)
  }

  /** Goes on for one turn, of so much work. @throws whatever the task throws */
  *turn(work: number): Task<void> {
    const { meter } = this
    meter.beginTurn(work)
    while (this.#task !== undefined && !meter.isTurnOver) {
      meter.resume()
      const slice = this.#task.next()
      meter.leave()
      if (meter.progress.states >= this.#whole.progress.states) this.#whole.progress = meter.progress
      if (slice.done === true) this.#end(slice.value)
      else yield
    }
  }

  /** It goes on no more, and what it has stored is free again. */
  leave(): void {
    this.#task = undefined
    this.#whole.release(this.meter)
  }

  #end(found: T): void {
    this.found = found
    this.leave()
  }
}
