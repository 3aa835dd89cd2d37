/** Importing this file teaches vitest's `expect` the matchers and how to print counterexamples in snapshots. */
import { expect } from 'vitest'
import type { CheckOptions } from '../check/options/check-options.ts'
import type { Lock } from '../model/locks/lock.ts'
import type { LassoLength, Length } from './lengths.ts'
import { matchers } from './matchers.ts'
import type { RefinementOptions } from './refines.ts'
import { serializer } from './serializer.ts'

/** What `expect` of a system, a family of systems or a verdict can say. What is not known passes neither so nor with `.not`. */
export type LockproofMatchers = {
  /**
   * Verified: no operation fails, nobody is stuck, and each property that the system declares holds, in all states and in all fair runs. A search that a
   * limit stopped is not enough, and neither is one in which nobody looked for a thread that is stuck while others go on, which in large systems only
   * `{ stuck: true }` does; `{ stuck: false }` says that this need not be.
   * @example
   * import 'lockproof/vitest'
   * test('peterson', () => {
   *   expect(peterson({ N: 3 })).toHoldUnderEveryInterleaving()
   * })
   */
  toHoldUnderEveryInterleaving(options?: CheckOptions): void
  /** The violation found is one of this property; with `steps`, of that length, with `stem` and `cycle` that of a run without end. */
  toViolate(property: string, length?: Length & LassoLength & CheckOptions): void
  /** Threads wait for ever whatever others owe: all at once, or one while others go on. */
  toDeadlock(length?: Length & CheckOptions): void
  /** This thread is one of those that wait for ever whatever others owe. */
  toGetStuck(thread: string, length?: Length & CheckOptions): void
  /**
   * Starvation freedom is violated: in a fair run this thread waits for ever in a region `trying` for its turn in another. It is the first thread of
   * which that was found; of those that are alike, the first.
   * @example
   * expect(testAndSet).toStarve('T0', { stem: 1, cycle: 4 })
   */
  toStarve(thread: string, length?: LassoLength & CheckOptions): void
  /** Each `progress(…)` of the system holds, of which there is one: in all fair runs somebody enters whenever somebody tries. */
  toMakeProgress(options?: CheckOptions): void
  /**
   * The lock does what the other, its specification, might have done, whoever calls what in which order, any number of times.
   * @example
   * import { mutex } from 'lockproof/specifications'
   * expect(futexMutex).toRefine(mutex, { threads: 3 })
   */
  toRefine<Call extends string>(specification: Lock<Call, string>, options?: RefinementOptions<Call>): void
  /** An operation fails with a message that contains this one. */
  toFail(message: string, length?: Length & CheckOptions): void
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is extended with its own type parameters
  interface Matchers<T = any> extends LockproofMatchers {}
}

expect.extend(matchers)
expect.addSnapshotSerializer(serializer)

export { type LassoLength, type Length, matchers, type RefinementOptions, serializer }
