import {
  type Ahead,
  type Draft,
  ensure,
  type Immutable,
  type Operation,
  object,
  proc,
  type SharedHandle,
  type Steps,
  type ThreadId,
  threadIdName,
  waitUntil,
  withMember,
  withoutMember,
} from '../model/language/index.ts'
import { oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { afterWriter, ahead, enrolled, enrols, type Mode, policies, type Queued, type RwPolicy } from './rw-policy.ts'
import { type Ended, left, type WaitOptions, type Why, waits } from './waits.ts'
import { callOf, namesOf } from './words.ts'

/** Who holds it, and those who wait and are seen to. */
export type Rw = {
  readonly readers: readonly ThreadId[]
  readonly writer: ThreadId | null
  readonly queue: readonly Queued[]
}

/** A lock that readers share, and a writer has alone (Courtois, Heymans, Parnas 1971). Nobody may lock it twice. */
export type RwLock = SharedHandle<Rw> & {
  /** Waits until it may read. */
  lockRead<const W extends WaitOptions = {}>(me: ThreadId, options?: W): Steps<'locked' | Ended<W>>
  /** Waits until it may write: there is no other writer, and no reader. */
  lockWrite<const W extends WaitOptions = {}>(me: ThreadId, options?: W): Steps<'locked' | Ended<W>>
  /** Locks where nobody is in the way, and answers whether it did. */
  tryLockRead(me: ThreadId): Operation<boolean>
  /** Locks where nobody is in the way, and answers whether it did. */
  tryLockWrite(me: ThreadId): Operation<boolean>
  /** Fails where the thread does not read. */
  unlockRead(me: ThreadId): Operation
  /** Fails where the thread does not write. */
  unlockWrite(me: ThreadId): Operation
}

/**
 * A lock of readers and writers. In all but `barging` those who wait let others see that, by a step of their own, and others may wait for them.
 * @example
 * const { table } = shared({ table: rwLock('writers') })
 * yield* table.lockRead(me)
 */
export function rwLock(prefers: RwPolicy): RwLock {
  requireOptions('rwLock', { policy: prefers }, { policy: oneOf(policies) })
  const it = object<Rw>({ readers: [], writer: null, queue: [] })(recipes(prefers), {
    waits: ['acquires'],
    owners: holders,
    waitsFor: (value, me) => waitsFor(prefers, value, me),
    words,
  })
  const lock = function* (me: ThreadId, mode: Mode, options: WaitOptions): Steps<unknown> {
    const isSeen = enrols(prefers, mode)
    if (isSeen && (yield* it.enrols(me, mode))) return 'locked'
    return yield* waits(it.acquires(me, mode), (why) => (isSeen ? it.leaves(me, why) : left(why)), options)
  }
  const lockRead = proc(
    function* lockRead(me: ThreadId, options: WaitOptions = {}): Steps<unknown> {
      return yield* lock(me, 'read', options)
    },
    { call: (me) => callOf(it, 'lockRead', me) },
  ) as RwLock['lockRead'] // the options say how it may end
  const lockWrite = proc(
    function* lockWrite(me: ThreadId, options: WaitOptions = {}): Steps<unknown> {
      return yield* lock(me, 'write', options)
    },
    { call: (me) => callOf(it, 'lockWrite', me) },
  ) as RwLock['lockWrite'] // as above
  return part(it, {
    lockRead,
    lockWrite,
    tryLockRead: (me) => it.tries(me, 'read'),
    tryLockWrite: (me) => it.tries(me, 'write'),
    unlockRead: it.unlockRead,
    unlockWrite: it.unlockWrite,
  } satisfies Omit<RwLock, keyof SharedHandle<Rw>>)
}

function recipes(prefers: RwPolicy) {
  const takes = (d: Draft<Rw>, me: ThreadId, mode: Mode): boolean => {
    ensure(!holders(d).includes(me), 'locked again by a thread that holds it')
    if (!isFree(d, mode) || ahead(prefers, d.queue, me, mode).length > 0) return false
    d.queue = without(d.queue, me)
    if (mode === 'write') d.writer = me
    else d.readers = withMember(d.readers, me)
    return true
  }
  return {
    enrols(d: Draft<Rw>, me: ThreadId, mode: Mode) {
      const isLocked = takes(d, me, mode)
      if (!isLocked) d.queue = enrolled(prefers, d.queue, { thread: me, mode })
      return isLocked
    },
    acquires(d: Draft<Rw>, me: ThreadId, mode: Mode) {
      waitUntil(takes(d, me, mode))
      return 'locked' as const
    },
    tries: takes,
    leaves(d: Draft<Rw>, me: ThreadId, why: Why) {
      d.queue = without(d.queue, me)
      return why
    },
    unlockRead(d: Draft<Rw>, me: ThreadId) {
      ensure(d.readers.includes(me), 'unlockRead by a thread that does not read')
      d.readers = withoutMember(d.readers, me)
    },
    unlockWrite(d: Draft<Rw>, me: ThreadId) {
      ensure(d.writer === me, 'unlockWrite by a thread that does not write')
      d.writer = null
      d.queue = afterWriter(prefers, d.queue)
    },
  }
}

function holders({ readers, writer }: Immutable<Rw>): readonly ThreadId[] {
  return writer === null ? readers : [writer]
}

function isFree({ readers, writer }: Immutable<Rw>, mode: Mode): boolean {
  return writer === null && (mode === 'read' || readers.length === 0)
}

function without<Q extends Queued>(queue: readonly Q[], me: ThreadId): Q[] {
  return queue.filter(({ thread }) => thread !== me)
}

/** `read by R0, R1 (waiting: W0 to write, R2 to read)`. */
function words({ readers, writer, queue }: Immutable<Rw>): string {
  const shared = readers.length === 0 ? 'free' : `read by ${namesOf(readers)}`
  const held = writer === null ? shared : `written by ${threadIdName(writer)}`
  const waiting = queue.map(({ thread, mode }) => `${threadIdName(thread)} to ${mode}`)
  return waiting.length === 0 ? held : `${held} (waiting: ${waiting.join(', ')})`
}

/** Where only those of the other mode are in the queue, it waits unseen. */
function waitsFor(prefers: RwPolicy, value: Immutable<Rw>, me: ThreadId): readonly Ahead[] {
  const mine = value.queue.find(({ thread }) => thread === me)?.mode ?? (prefers === 'writers' ? 'read' : 'write')
  const inTheWay = isFree(value, mine) ? [] : holders(value)
  return [
    ...inTheWay.map((thread) => ({ thread, why: value.writer === null ? 'reads' : 'writes' })),
    ...ahead(prefers, value.queue, me, mine).map(({ thread }) => ({ thread, why: 'goes first' })),
  ]
}
