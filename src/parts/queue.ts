import {
  type Draft,
  ensure,
  type Operation,
  object,
  proc,
  type SharedHandle,
  type Steps,
  waitUntil,
} from '../model/language/index.ts'
import { integer } from '../options/kinds.ts'
import { wordKind } from './futex-word.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { type Ended, left, type WaitOptions, type Why, waits } from './waits.ts'
import { callOf, quoted, type Scalar } from './words.ts'

/** `isTaken`, of a rendez-vous: its value has been taken, and who put it has not gone on yet. */
export type Items<V> = { readonly items: readonly V[]; readonly isClosed: boolean; readonly isTaken: boolean }

/** A queue of values between threads: a bounded buffer, a channel. */
export type Queue<V> = SharedHandle<Items<V>> & {
  /** Waits for a place, and puts the value at the end; at a rendez-vous, waits until it was taken, too. Fails where the queue is closed. */
  put<const W extends WaitOptions = {}>(value: V, options?: W): Steps<'put' | Ended<W>>
  /** Waits for a value, and takes the first; `undefined` where the queue is closed and empty. */
  take<const W extends WaitOptions = {}>(options?: W): Steps<V | undefined | Ended<W>>
  /** Takes the first value; `undefined` where there is none. */
  tryTake(): Operation<V | undefined>
  /** Nothing more will come: whoever waits for a value goes on. */
  close(): Operation
}

/**
 * A queue with so many places. With none it is a rendez-vous: who puts waits until the value was taken.
 * @example
 * const { jobs } = shared({ jobs: queue(['compile', 'link'], 1) })
 * yield* jobs.put('link')
 * yield* idle(jobs.take())
 */
export function queue<const V extends Scalar>(values: readonly V[], capacity: number): Queue<V> {
  requireOptions('queue', { values, capacity }, { values: wordKind, capacity: integer(0) })
  const isMeeting = capacity === 0
  const it = object<Items<V>>({ items: [], isClosed: false, isTaken: false })(recipes(values, capacity), {
    waits: ['puts', 'meets', 'withdraws', 'takes'],
    words: ({ items, isClosed }) =>
      `${items.length === 0 ? 'empty' : items.map(quoted).join(', ')}${isClosed ? ', closed' : ''}`,
  })
  const put = proc(
    function* put(value: V, options: WaitOptions = {}): Steps<unknown> {
      const how = yield* waits(it.puts(value), left, options)
      if (how !== 'put' || !isMeeting) return how
      return yield* waits(it.meets(), (why) => it.withdraws(why), options)
    },
    { call: (value) => callOf(it, 'put', value) },
  ) as Queue<V>['put'] // the options say how it may end
  const take = proc(
    function* take(options: WaitOptions = {}): Steps<unknown> {
      return yield* waits(it.takes(), left, options)
    },
    { call: () => callOf(it, 'take') },
  ) as Queue<V>['take'] // as above
  return part(it, { put, take, tryTake: it.tryTake as Queue<V>['tryTake'], close: it.close })
}

function recipes<V extends Scalar>(values: readonly V[], capacity: number) {
  type D = Draft<Items<Scalar>>
  const taken = (d: D): V | undefined => {
    if (capacity === 0 && d.items.length > 0) d.isTaken = true
    return d.items.shift() as V | undefined // whatever is put is one of the values
  }
  return {
    puts(d: D, value: V) {
      ensure(!d.isClosed, 'put into a closed queue')
      ensure(values.includes(value), `put ${value}: the queue is one of ${values.join(', ')}`)
      waitUntil(d.items.length < Math.max(1, capacity) && !d.isTaken)
      d.items.push(value)
      return 'put' as const
    },
    /** At a rendez-vous one at a time puts, so that what was taken is its own. */
    meets(d: D) {
      ensure(d.isTaken || !d.isClosed, 'closed while a value was being put')
      waitUntil(d.isTaken)
      d.isTaken = false
      return 'put' as const
    },
    withdraws(d: D, why: Why) {
      waitUntil(!d.isTaken)
      d.items = []
      return why
    },
    takes(d: D) {
      waitUntil(d.items.length > 0 || d.isClosed)
      return taken(d)
    },
    tryTake: taken,
    close(d: D) {
      d.isClosed = true
    },
  }
}
