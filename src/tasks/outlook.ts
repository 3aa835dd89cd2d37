import type { Meter, Progress } from './meter.ts'

/** Of the most states that ever waited: so many are as many as ever, whatever level they are counted in. */
const steady = 0.9

/**
 * How much work a search will have done when it ends, by what can be seen of it. What waits will be gone through, too; and while
 * more and more waits, as many states are still to be met as have been: levels grow to the middle of a search and shrink after it.
 */
export class Outlook {
  readonly #search: Pick<Meter, 'spent' | 'progress'>
  #mostWaiting = 0

  constructor(search: Pick<Meter, 'spent' | 'progress'>) {
    this.#search = search
  }

  /** At the end of each of its turns. */
  look(): void {
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#search.progress.waiting)
  }

  /** Whether less is left than has been done. */
  get isNear(): boolean {
    return this.work < 2 * this.#search.spent
  }

  /** In all. */
  get work(): number {
    const { spent, progress } = this.#search
    const isGrowing = progress.waiting > 0 && progress.waiting >= steady * this.#mostWaiting
    return spent * (isGrowing ? 2 : 1) * withWaiting(progress)
  }
}

/** How many times as many states have been met as gone through. */
function withWaiting({ states, waiting }: Progress): number {
  return Math.max(1, states) / Math.max(1, states - waiting)
}
