import type { ThreadIndex } from '../../model/ir.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'

/** Any of the threads that can step, each as likely as the others. */
export class UniformScheduler implements Scheduler {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  begin(): void {}

  choose(enabled: readonly ThreadIndex[]): ThreadIndex {
    return enabled[this.#random.below(enabled.length)] as ThreadIndex // within its length
  }

  circled(): void {}
}
