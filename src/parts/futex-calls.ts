import { type Operation, proc, type SharedHandle, type Steps, type ThreadId } from '../model/language/index.ts'
import type { FutexCalls, Word, WordRecipes } from './futex-word.ts'
import { type WaitOptions, type Why, waits } from './waits.ts'
import { callOf, namesOf, type Scalar } from './words.ts'

/** How the recipes of one word are performed, whichever object it is in. */
export type WordSteps = {
  readonly [M in keyof WordRecipes]: WordRecipes[M] extends (d: never, ...args: infer A) => infer R
    ? (...args: A) => Operation<R>
    : never
} & {
  load(): Operation<unknown>
  returns(me: ThreadId): Operation<'woken'>
  leaves(me: ThreadId, why: Why): Operation<Why>
}

/** `place`: of the word in what `it` is called, `.seq` for one of several. */
export function futexCalls<V>(
  it: SharedHandle<unknown>,
  place: string,
  steps: WordSteps,
  spurious: boolean,
): FutexCalls<V> {
  const { sleeps, returns, leaves, ...others } = steps
  const wait = proc(
    function* wait(me: ThreadId, expected: Scalar, options: WaitOptions = {}): Steps<unknown> {
      if (!(yield* sleeps(me, expected))) return 'changed'
      return yield* waits(returns(me), (why) => leaves(me, why), options, spurious)
    },
    { call: (me, expected) => callOf(it, `${place}wait`, me, expected) },
  )
  return { ...others, wait } as unknown as FutexCalls<V> // the words are of V, and the options say how a wait may end
}

/** `2 (asleep: T0, T1)`. */
export function wordText({ word, asleep }: Word<unknown>): string {
  return `${String(word)}${asleep.length === 0 ? '' : ` (asleep: ${namesOf(asleep)})`}`
}
