import {
  ensure,
  type Operation,
  object,
  pick,
  type SharedObject,
  type ThreadId,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

/** A word in memory, and the threads that the kernel has put to sleep on it. */
type Value = { readonly word: number; readonly sleepers: readonly ThreadId[] }

export type Futex = {
  /** Answers the old value. */
  compareExchange(expected: number, wanted: number): Operation<number>
  /** Answers the old value. */
  decrement(): Operation<number>
  store(word: number): Operation
  /** Puts the thread to sleep if the word is still what it saw; answers whether it sleeps. */
  wait(me: ThreadId, seen: number): Operation<boolean>
  /** Waits until somebody has woken the thread. */
  sleep(me: ThreadId): Operation
  /** Wakes one of the sleepers, any of them. */
  wake(): Operation
}

/** The Linux system call as its manual page describes it; each method is one atomic step. */
export function futex(): Futex & SharedObject<Value, {}> {
  const free: Value = { word: 0, sleepers: [] }
  return object<Value>(free)({
    compareExchange(d, expected: number, wanted: number) {
      const seen = d.word
      if (seen === expected) d.word = wanted
      return seen
    },
    decrement(d) {
      ensure(d.word > 0, 'decremented below zero')
      d.word--
      return d.word + 1
    },
    store(d, word: number) {
      d.word = word
    },
    wait(d, me: ThreadId, seen: number) {
      if (d.word !== seen) return false
      d.sleepers = withMember(d.sleepers, me)
      return true
    },
    sleep(d, me: ThreadId) {
      waitUntil(!d.sleepers.includes(me))
    },
    wake(d) {
      if (d.sleepers.length > 0) d.sleepers = withoutMember(d.sleepers, pick(d.sleepers))
    },
  })
}
