/** Importing this file teaches vitest's `expect` the matchers and how to print counterexamples in snapshots. */
import { expect } from 'vitest'
import type { CheckOptions } from '../check/options/check-options.ts'
import { type Length, matchers } from './matchers.ts'
import { serializer } from './serializer.ts'

/** What `expect` of a system, a family of systems or a verdict can say. */
export type LockproofMatchers = {
  /**
   * No interleaving violates anything: no property, no failing operation, no deadlock. A search that a limit stopped is not enough.
   * @example
   * import 'lockproof/vitest'
   * test('peterson', () => {
   *   expect(peterson({ N: 3 })).toHoldUnderEveryInterleaving()
   * })
   */
  toHoldUnderEveryInterleaving(options?: CheckOptions): void
  /** The violation found is one of this property; with `steps`, of that length. */
  toViolate(property: string, length?: Length & CheckOptions): void
  /** Threads end up waiting for ever. */
  toDeadlock(length?: Length & CheckOptions): void
  /** An operation fails with a message that contains this one. */
  toFail(message: string, length?: Length & CheckOptions): void
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is extended with its own type parameters
  interface Matchers<T = any> extends LockproofMatchers {}
}

expect.extend(matchers)
expect.addSnapshotSerializer(serializer)

export { type Length, matchers, serializer }
