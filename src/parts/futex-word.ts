/** A word that threads sleep on: its type as designs see it, and its recipes. */

import { ensure, type Operation, type Steps, type ThreadId } from '../model/language/index.ts'
import type { Members } from '../options/examined.ts'
import { flag, type Kind } from '../options/kinds.ts'
import { type Wakes, wakesKind, withoutSleeper, withSleeper, woken } from './sleepers.ts'
import type { Ended, WaitOptions } from './waits.ts'
import { quoted, type Scalar } from './words.ts'

/** The value of a futex: its word, and who sleeps on it. */
export type Word<V> = { readonly word: V; readonly asleep: readonly ThreadId[] }

/** What is taken for granted of wake-ups; by default no more than the field promises. */
export type FutexOptions = {
  /** Whether who sleeps may wake for no reason; so it is unless `false` is given. */
  readonly spurious?: boolean
  /** Who is woken; any unless given. */
  readonly wakes?: Wakes
}

/** Of {@link FutexOptions}, by their names. */
export const futexMembers: Members = { spurious: flag, wakes: wakesKind }

/** What a word may hold. */
export const wordKind: Kind = {
  expected: 'a list of texts, numbers or truth values, one at least and none twice',
  fits: (values) =>
    Array.isArray(values) &&
    values.length > 0 &&
    new Set(values).size === values.length &&
    values.every((value) => ['string', 'number', 'boolean'].includes(typeof value)),
}

/** What threads do with the word of a futex; each but `wait` is one step. */
export type FutexCalls<V> = {
  /**
   * FUTEX_WAIT, WaitOnAddress: sleeps if the word is `expected`, which is one step, and returns in another. `'woken'` may be for no reason: look at the
   * word again. `'changed'`: the word was another, and it has not slept.
   */
  wait<const W extends WaitOptions = {}>(me: ThreadId, expected: V, options?: W): Steps<'woken' | 'changed' | Ended<W>>
  /** FUTEX_WAKE: wakes so many, one unless given; answers how many there were. */
  wake(count?: number): Operation<number>
  /** Wakes all; answers how many there were. */
  wakeAll(): Operation<number>
  /** Answers the word. */
  load(): Operation<V>
  /** Stores it; wakes nobody. */
  store(value: V): Operation
  /** Stores, and answers the old word. */
  exchange(value: V): Operation<V>
  /** Stores `value` if the word is `expected`; answers whether it was. */
  compareAndSwap(expected: V, value: V): Operation<boolean>
  /** Stores `value` if the word is `expected`; answers the old word. */
  compareExchange(expected: V, value: V): Operation<V>
  /** Adds to the word, and answers the old one. */
  fetchAdd(change: V extends number ? number : never): Operation<V>
}

/** As recipes have it. */
export type Drafted = { word: Scalar; asleep: ThreadId[] }

/** What each call does to its word. */
export type WordRecipes = {
  store(d: Drafted, value: Scalar): void
  exchange(d: Drafted, value: Scalar): Scalar
  compareAndSwap(d: Drafted, expected: Scalar, value: Scalar): boolean
  compareExchange(d: Drafted, expected: Scalar, value: Scalar): Scalar
  fetchAdd(d: Drafted, change: number): Scalar
  sleeps(d: Drafted, me: ThreadId, expected: Scalar): boolean
  wake(d: Drafted, count?: number): number
  wakeAll(d: Drafted): number
}

/** Of a word that may hold these values. */
export function wordRecipes(values: readonly Scalar[], wakes: Wakes): WordRecipes {
  const stores = (d: Drafted, value: Scalar): Scalar => {
    ensure(values.includes(value), `stored ${quoted(value)}: the word is one of ${values.map(quoted).join(', ')}`)
    const old = d.word
    d.word = value
    return old
  }
  const wake = (d: Drafted, count = 1): number => {
    const before = d.asleep.length
    for (const one of woken(d.asleep, count, wakes)) d.asleep = withoutSleeper(d.asleep, one, wakes)
    return before - d.asleep.length
  }
  return {
    store: (d, value) => void stores(d, value),
    exchange: stores,
    compareAndSwap(d, expected, value) {
      if (d.word !== expected) return false
      stores(d, value)
      return true
    },
    compareExchange: (d, expected, value) => (d.word === expected ? stores(d, value) : d.word),
    fetchAdd: (d, change) => stores(d, Number(d.word) + change),
    sleeps(d, me, expected) {
      if (d.word !== expected) return false
      d.asleep = withSleeper(d.asleep, me, wakes)
      return true
    },
    wake,
    wakeAll: (d) => wake(d, d.asleep.length),
  }
}
