import { object, type SharedHandle, type ThreadId, waitUntil } from '../model/language/index.ts'
import { futexCalls, wordText } from './futex-calls.ts'
import { type FutexCalls, type FutexOptions, futexMembers, type Word, wordKind, wordRecipes } from './futex-word.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { assumed, withoutSleeper } from './sleepers.ts'
import type { Why } from './waits.ts'
import type { Scalar } from './words.ts'

/** A word that threads sleep on until it is said to have changed: futex(2), WaitOnAddress, std::atomic::wait. */
export type Futex<V> = SharedHandle<Word<V>> & FutexCalls<V>

/**
 * A word with these values, the first at first. To compare and to sleep is one step, as the kernel does under the lock of its bucket.
 * @example
 * const { word } = shared({ word: futex(['free', 'held', 'contended']) })
 * yield* word.wait(me, 'contended')
 */
export function futex<const V extends Scalar>(values: readonly [V, ...V[]], options: FutexOptions = {}): Futex<V> {
  requireOptions('futex', options, futexMembers)
  requireOptions('futex', { values }, { values: wordKind })
  const { spurious = true, wakes = 'any' } = options
  const it = object<Word<Scalar>>({ word: values[0], asleep: [] })(
    {
      ...wordRecipes(values, wakes),
      returns(d, me: ThreadId) {
        waitUntil(!d.asleep.includes(me))
        return 'woken' as const
      },
      leaves(d, me: ThreadId, why: Why) {
        waitUntil(d.asleep.includes(me))
        d.asleep = withoutSleeper(d.asleep, me, wakes)
        return why
      },
    },
    { reads: { load: (d) => d.word }, waits: ['returns', 'leaves'], words: wordText, ...assumed(options) },
  )
  return part(it, futexCalls<V>(it, '', it, spurious)) as unknown as Futex<V> // its word is one of the values
}
