/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of finding
 * bugs, ASPLOS 2010). Threads get random priorities above d − 1, and the enabled thread of the highest one steps. At d − 1 random steps of the k
 * that a run may have, the thread that stepped falls to priority d − 1, … 1. A violation of depth d (d constraints "this step before that one"
 * suffice for it) is found by one run with probability at least 1 / (n · k^(d − 1)).
 *
 * As in the paper, a thread that only waits must not keep the others out: one that has gone round alone, back to the same state of
 * the whole system, falls below all others. Nothing new could have come of its next round.
 */
import { at } from '../../errors/at.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'

export type PctBounds = {
  /** n */
  readonly threads: number
  /** k */
  readonly stepsPerRun: number
  /** d */
  readonly bugDepth: number
}

export class PctScheduler implements Scheduler {
  readonly #random: Random
  readonly #bounds: PctBounds
  /** By thread; the highest steps. */
  #priorities: number[] = []
  /** `changePoints[i]` is the step after which its thread gets priority i + 1. */
  #changePoints: number[] = []
  #lowest = 0

  constructor(random: Random, bounds: PctBounds) {
    this.#random = random
    this.#bounds = bounds
  }

  begin(): void {
    const { threads, stepsPerRun, bugDepth } = this.#bounds
    this.#priorities = this.#random.permutation(threads).map((rank) => bugDepth + rank)
    this.#changePoints = Array.from({ length: bugDepth - 1 }, () => 1 + this.#random.below(stepsPerRun))
    this.#lowest = 0
  }

  choose(enabled: readonly ThreadIndex[], step: number): ThreadIndex {
    let chosen = enabled[0] as ThreadIndex // somebody can step
    for (const thread of enabled) if (this.#priority(thread) > this.#priority(chosen)) chosen = thread
    for (const [rank, point] of this.#changePoints.entries()) if (point === step) this.#priorities[chosen] = rank + 1
    return chosen
  }

  circled(thread: ThreadIndex): void {
    this.#priorities[thread] = --this.#lowest
  }

  #priority(thread: ThreadIndex): number {
    return at(this.#priorities, thread, 'threads')
  }
}

/** 1 / (n · k^(d − 1)) */
export function chancePerRun({ threads, stepsPerRun, bugDepth }: PctBounds): number {
  return 1 / (threads * stepsPerRun ** (bugDepth - 1))
}

/** That at least one of so many runs succeeds. */
export function chanceOf(runs: number, perRun: number): number {
  return -Math.expm1(runs * Math.log1p(-perRun))
}
