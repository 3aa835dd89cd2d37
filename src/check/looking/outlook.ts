import type { Meter, Progress } from '../../tasks/meter.ts'

/** Of the most states that ever waited: so many are as many as ever, whatever level they are counted in. */
const steady = 0.9

/**
 * How much work a search will have done when it ends, by what can be seen of it. What waits will be gone through, too; and while
 * more and more waits, as many states are still to be met as have been: levels grow to the middle of a search and shrink after it.
 */
export class Outlook {
  #mostWaiting = 0

  /** At the end of each turn. */
  of({ spent, progress }: Pick<Meter, 'spent' | 'progress'>): number {
    const { waiting } = progress
    this.#mostWaiting = Math.max(this.#mostWaiting, waiting)
    const isGrowing = waiting > 0 && waiting >= steady * this.#mostWaiting
    return spent * (isGrowing ? 2 : 1) * withWaiting(progress)
  }
}

/** How many times as many states have been met as gone through. */
function withWaiting({ states, waiting }: Progress): number {
  return Math.max(1, states) / Math.max(1, states - waiting)
}
