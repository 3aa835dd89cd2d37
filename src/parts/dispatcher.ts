import {
  type Draft,
  either,
  ensure,
  type Operation,
  object,
  pick,
  proc,
  retry,
  type SharedHandle,
  type Steps,
  type ThreadId,
  waitUntil,
  withMember,
} from '../model/language/index.ts'
import { type Dispatched, Dispatching, type WaitType } from './dispatched.ts'
import { owners, waitsFor, words } from './dispatcher-words.ts'
import type { KEvent, KernelObject, KMutex, KSemaphore, KTimer, Owned } from './kernel-objects.ts'
import { part } from './part.ts'
import { type Ended, type WaitOptions, type Why, waits } from './waits.ts'
import { callOf } from './words.ts'

/** How a wait of the kernel may end; `mayBeInterrupted`: it is alertable. */
export type KeWaitOptions = WaitOptions & {
  /** It does not wait, and answers `'timed out'` where it would. */
  readonly Timeout?: 0
}
type KeEnded<W extends KeWaitOptions> = Ended<W> | (W extends { readonly Timeout: 0 } ? 'timed out' : never)

type D = Draft<Dispatched>
type Objects = Readonly<Record<string, KernelObject>>
type Of<O, K extends KernelObject> = { [N in keyof O & string]: O[N] extends K ? N : never }[keyof O & string]

/** Kernel dispatcher objects by their names, and their routines, as the WDK documents them. */
export type Dispatcher<O extends Objects> = SharedHandle<Dispatched> & {
  /** Waits until it is signaled, and takes of it what a wait takes. */
  KeWaitForSingleObject<const W extends KeWaitOptions = {}>(
    me: ThreadId,
    object: keyof O & string,
    options?: W,
  ): Steps<'satisfied' | KeEnded<W>>
  /** Of any of them, it answers which, the first of several; of all it takes none before it can take them all. */
  KeWaitForMultipleObjects<
    const N extends keyof O & string,
    const T extends WaitType,
    const W extends KeWaitOptions = {},
  >(
    me: ThreadId,
    objects: readonly N[],
    type: T,
    options?: W,
  ): Steps<(T extends 'WaitAny' ? N : 'satisfied') | KeEnded<W>>
  /** Answers whether it was signaled. */
  KeSetEvent(event: Of<O, KEvent>): Operation<boolean>
  /** Answers whether it was signaled. */
  KeResetEvent(event: Of<O, KEvent>): Operation<boolean>
  /** It is not signaled any more. Whose wait it has satisfied goes on all the same. */
  KeClearEvent(event: Of<O, KEvent>): Operation
  /** Answers whether it is signaled. */
  KeReadStateEvent(event: Of<O, KEvent>): Operation<boolean>
  /** Answers the count before. Beyond the limit it fails: STATUS_SEMAPHORE_LIMIT_EXCEEDED. */
  KeReleaseSemaphore(semaphore: Of<O, KSemaphore>, adjustment?: number): Operation<number>
  /** Answers its count. */
  KeReadStateSemaphore(semaphore: Of<O, KSemaphore>): Operation<number>
  /** Fails where the thread does not own it: STATUS_MUTANT_NOT_OWNED. */
  KeReleaseMutex(me: ThreadId, mutex: Of<O, KMutex>): Operation
  /** Answers whether it was set. From now on it expires some time: who waits for it need not wait for ever. */
  KeSetTimer(timer: Of<O, KTimer>): Operation<boolean>
  /** Answers whether it was set, and so did not expire. */
  KeCancelTimer(timer: Of<O, KTimer>): Operation<boolean>
  /** Answers whether it has expired. */
  KeReadStateTimer(timer: Of<O, KTimer>): Operation<boolean>
  /** For the thread that stands for a timer's DPC: waits until it expires. `idle(ke.expires('late'))`. */
  expires(timer: Of<O, KTimer>): Operation
}

/**
 * Events, timers, semaphores and mutexes of a kernel, and waits for one, any or all of them. Which of several waits is satisfied is not said: any. To
 * wait and to go on are two steps; what was satisfied stays so, whatever is reset in between.
 * @example
 * const { ke } = shared({ ke: dispatcher({ done: KEVENT('notification', true), late: KTIMER('notification') }) })
 * yield* ke.KeWaitForMultipleObjects(me, ['done', 'late'], 'WaitAny')
 */
export function dispatcher<const O extends Objects>(objects: O): Dispatcher<O> {
  const rules = new Dispatching(objects)
  const it = dispatched(rules, objects)
  return part(it, {
    ...waitRoutines(it, (name) => rules.of(name).kind === 'timer'),
    KeSetEvent: it.KeSetEvent,
    KeResetEvent: it.KeResetEvent,
    KeClearEvent: it.KeClearEvent,
    KeReadStateEvent: it.event,
    KeReleaseSemaphore: it.KeReleaseSemaphore,
    KeReadStateSemaphore: it.semaphore,
    KeReleaseMutex: it.KeReleaseMutex,
    KeSetTimer: it.KeSetTimer,
    KeCancelTimer: it.KeCancelTimer,
    KeReadStateTimer: it.KeReadStateTimer,
    expires: it.expires,
  } satisfies Untyped) as unknown as Dispatcher<O> // the names say what is behind them
}

/** All routines, of objects whose names are not known. */
type Untyped = { readonly [R in Exclude<keyof Dispatcher<Objects>, keyof SharedHandle<Dispatched>>]: unknown }

function dispatched(rules: Dispatching, objects: Objects) {
  const initial = Object.entries(objects).map(([name, of]) => [name, of.initial] as const)
  return object<Dispatched>({ objects: Object.fromEntries(initial), waiting: [], satisfied: [] })(
    { ...waitRecipes(rules), ...eventRecipes(rules), ...timerRecipes(rules) },
    {
      reads: {
        event: (d, name: string) => rules.state(d, name, 'event') === true,
        semaphore: (d, name: string) => rules.state(d, name, 'semaphore') as number,
      },
      waits: ['returns', 'leaves', 'awaits', 'expires'],
      owners,
      waitsFor,
      words,
    },
  )
}

function waitRoutines(it: ReturnType<typeof dispatched>, isTimer: (name: string) => boolean) {
  type Names = readonly string[]
  const waitFor = function* (me: ThreadId, on: Names, type: WaitType, options: KeWaitOptions): Steps<unknown> {
    if (options.Timeout === 0) return yield* it.polls(me, on, type)
    const by = yield* it.enrols(me, on, type)
    if (by !== undefined) return by
    const leaves = (why: Why) => it.leaves(me, why)
    if (!on.some(isTimer)) return yield* waits(it.returns(me), leaves, options)
    return yield* retry(function* () {
      const how = yield* waits(either(it.returns(me), it.awaits(me)), leaves, options)
      return how === 'expired' ? undefined : how
    })
  }
  return {
    KeWaitForSingleObject: proc(
      function* KeWaitForSingleObject(me: ThreadId, name: string, options: KeWaitOptions = {}): Steps<unknown> {
        return yield* waitFor(me, [name], 'WaitAll', options)
      },
      { call: (me, name) => callOf(it, 'KeWaitForSingleObject', me, name) },
    ),
    KeWaitForMultipleObjects: proc(
      function* KeWaitForMultipleObjects(
        me: ThreadId,
        on: Names,
        type: WaitType,
        options: KeWaitOptions = {},
      ): Steps<unknown> {
        return yield* waitFor(me, on, type, options)
      },
      { call: (me, on, type) => callOf(it, 'KeWaitForMultipleObjects', me, ...on, type) },
    ),
  }
}

function waitRecipes(rules: Dispatching) {
  return {
    enrols(d: D, thread: ThreadId, on: readonly string[], type: WaitType) {
      const by = rules.tries(d, { thread, on, type })
      if (by === undefined) d.waiting = withMember(d.waiting, { thread, on: [...on], type })
      return by
    },
    polls: (d: D, thread: ThreadId, on: readonly string[], type: WaitType) =>
      rules.tries(d, { thread, on, type }) ?? 'timed out',
    returns(d: D, me: ThreadId) {
      const mine = d.satisfied.find(({ thread }) => thread === me)
      waitUntil(mine !== undefined)
      const { by } = mine
      d.satisfied = d.satisfied.filter(({ thread }) => thread !== me)
      return by
    },
    leaves(d: D, me: ThreadId, why: Why) {
      waitUntil(d.waiting.some(({ thread }) => thread === me))
      d.waiting = d.waiting.filter(({ thread }) => thread !== me)
      return why
    },
    /** That any of its timers expires, which is set. */
    awaits(d: D, me: ThreadId) {
      const on = d.waiting.find(({ thread }) => thread === me)?.on ?? []
      rules.becomes(d, pick(on.filter((name) => d.objects[name] === 'set')), 'signaled')
      return 'expired' as const
    },
  }
}

function eventRecipes(rules: Dispatching) {
  return {
    KeSetEvent(d: D, name: string) {
      const was = rules.state(d, name, 'event') === true
      rules.becomes(d, name, true)
      return was
    },
    KeResetEvent(d: D, name: string) {
      const was = rules.state(d, name, 'event') === true
      d.objects[name] = false
      return was
    },
    KeClearEvent(d: D, name: string) {
      rules.state(d, name, 'event')
      d.objects[name] = false
    },
    KeReleaseSemaphore(d: D, name: string, adjustment = 1) {
      const [was, of] = [rules.state(d, name, 'semaphore') as number, rules.of(name)]
      ensure(of.kind === 'semaphore' && was + adjustment <= of.limit, 'STATUS_SEMAPHORE_LIMIT_EXCEEDED')
      rules.becomes(d, name, was + adjustment)
      return was
    },
    KeReleaseMutex(d: D, me: ThreadId, name: string) {
      const { owner, depth } = rules.state(d, name, 'mutex') as Owned
      ensure(owner === me, 'STATUS_MUTANT_NOT_OWNED')
      rules.becomes(d, name, { owner: depth > 1 ? owner : null, depth: depth - 1 })
    },
  }
}

function timerRecipes(rules: Dispatching) {
  return {
    expires(d: D, name: string) {
      waitUntil(rules.state(d, name, 'timer') === 'set')
      rules.becomes(d, name, 'signaled')
    },
    KeSetTimer(d: D, name: string) {
      const was = rules.lookedAt(d, name)
      d.objects[name] = 'set'
      return was === 'set'
    },
    KeCancelTimer(d: D, name: string) {
      const was = rules.lookedAt(d, name)
      if (was === 'set') d.objects[name] = 'idle'
      return was === 'set'
    },
    KeReadStateTimer: (d: D, name: string) => rules.lookedAt(d, name) === 'signaled',
  }
}
