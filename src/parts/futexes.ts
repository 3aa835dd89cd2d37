import { type Operation, object, type SharedHandle, type ThreadId, waitUntil } from '../model/language/index.ts'
import { oneOf } from '../options/kinds.ts'
import { futexCalls, wordText } from './futex-calls.ts'
import {
  type Drafted,
  type FutexCalls,
  type FutexOptions,
  futexMembers,
  type Word,
  type WordRecipes,
  wordKind,
  wordRecipes,
} from './futex-word.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { assumed, type Wakes, withoutSleeper, withSleeper, woken } from './sleepers.ts'
import type { Why } from './waits.ts'
import type { Scalar } from './words.ts'

type Values = Readonly<Record<string, readonly [Scalar, ...Scalar[]]>>

/** Words by name, between which sleepers can be moved. */
export type Futexes<W extends Values> = SharedHandle<{ readonly [K in keyof W]: Word<W[K][number]> }> & {
  readonly [K in keyof W]: FutexCalls<W[K][number]> & {
    /**
     * FUTEX_CMP_REQUEUE: if the word is `expected`, wakes so many of its sleepers, and moves all others to sleep at the other word; answers how many it
     * has woken, or that the word was another.
     */
    requeue(expected: W[K][number], wakes: number, to: keyof W): Operation<number | 'changed'>
  }
}

/**
 * Words that threads sleep on, each with its values, the first at first. What they are together for is `requeue`: a broadcast wakes one, and moves the
 * others to the mutex that they would all run into.
 * @example
 * const { f } = shared({ f: futexes({ seq: [0, 1], lock: [0, 1, 2] }) })
 * yield* f.seq.requeue(1, 1, 'lock')
 */
export function futexes<const W extends Values>(words: W, options: FutexOptions = {}): Futexes<W> {
  const names = Object.keys(words)
  requireOptions('futexes', options, futexMembers)
  requireOptions('futexes', words, Object.fromEntries(names.map((name) => [name, wordKind])))
  const { spurious = true, wakes = 'any' } = options
  const initial = Object.entries(words).map(([name, [first]]) => [name, { word: first, asleep: [] }] as const)
  const it = object<Readonly<Record<string, Word<Scalar>>>>(Object.fromEntries(initial))(recipes(words, wakes), {
    reads: { load: (d, name: string) => d[name]!.word },
    waits: ['returns', 'leaves'],
    ...assumed(options),
    words: (d) =>
      Object.entries(d)
        .map(([name, word]) => `${name} ${wordText(word)}`)
        .join(', '),
  })
  const calls = names.map((name) => {
    const steps = {
      load: () => it.load(name),
      store: (value: Scalar) => it.store(name, value),
      exchange: (value: Scalar) => it.exchange(name, value),
      compareAndSwap: (expected: Scalar, value: Scalar) => it.compareAndSwap(name, expected, value),
      compareExchange: (expected: Scalar, value: Scalar) => it.compareExchange(name, expected, value),
      fetchAdd: (change: number) => it.fetchAdd(name, change),
      sleeps: (me: ThreadId, expected: Scalar) => it.sleeps(name, me, expected),
      wake: (count?: number) => it.wake(name, count),
      wakeAll: () => it.wakeAll(name),
      returns: it.returns,
      leaves: it.leaves,
    }
    const others = { to: oneOf(names.filter((other) => other !== name)) }
    const requeue = (expected: Scalar, count: number, to: string) => {
      requireOptions(`${name}.requeue`, { to }, others)
      return it.requeue(name, expected, count, to)
    }
    return [name, { ...futexCalls(it, `${name}.`, steps, spurious), requeue }] as const
  })
  return part(it, Object.fromEntries(calls)) as unknown as Futexes<W> // a name and its values for each word
}

type Drafts = Record<string, Drafted>

/** Those of a word, told of which; and those that look at all. */
function recipes(words: Values, wakes: Wakes) {
  const own = Object.fromEntries(Object.entries(words).map(([name, values]) => [name, wordRecipes(values, wakes)]))
  const at =
    <A extends unknown[], R>(recipeOf: (own: WordRecipes) => (d: Drafted, ...args: A) => R) =>
    (d: Drafts, name: string, ...args: A): R =>
      recipeOf(own[name]!)(d[name]!, ...args)
  return {
    store: at((own) => own.store),
    exchange: at((own) => own.exchange),
    compareAndSwap: at((own) => own.compareAndSwap),
    compareExchange: at((own) => own.compareExchange),
    fetchAdd: at((own) => own.fetchAdd),
    sleeps: at((own) => own.sleeps),
    wake: at((own) => own.wake),
    wakeAll: at((own) => own.wakeAll),
    returns(d: Drafts, me: ThreadId) {
      waitUntil(!Object.values(d).some(({ asleep }) => asleep.includes(me)))
      return 'woken' as const
    },
    leaves(d: Drafts, me: ThreadId, why: Why) {
      const its = Object.values(d).find(({ asleep }) => asleep.includes(me))
      waitUntil(its !== undefined)
      its.asleep = withoutSleeper(its.asleep, me, wakes)
      return why
    },
    requeue(d: Drafts, from: string, expected: Scalar, count: number, to: string) {
      const [its, others] = [d[from]!, d[to]!]
      if (its.word !== expected) return 'changed' as const
      const up = woken(its.asleep, count, wakes)
      for (const one of its.asleep) if (!up.includes(one)) others.asleep = withSleeper(others.asleep, one, wakes)
      its.asleep = []
      return up.length
    },
  }
}
