/** What the dispatcher does in one step: a wait is satisfied in the moment in which its objects are signaled, before anything can change that. */
import { type Draft, ensure, type Immutable, pick, type ThreadId, withMember } from '../model/language/index.ts'
import { oneOf } from '../options/kinds.ts'
import {
  afterWait,
  isSignaled,
  type KernelObject,
  type KernelState,
  type Owned,
  satisfiesAll,
} from './kernel-objects.ts'
import { requireOptions } from './options.ts'

/** For any of several objects, or for all of them at once. */
export type WaitType = 'WaitAny' | 'WaitAll'
/** A thread that waits, and for what. */
export type Waiter = { readonly thread: ThreadId; readonly on: readonly string[]; readonly type: WaitType }

/** The objects, the threads that wait for some of them, and those whose wait is satisfied and who have not gone on yet. */
export type Dispatched = {
  readonly objects: Readonly<Record<string, KernelState>>
  readonly waiting: readonly Waiter[]
  readonly satisfied: readonly { readonly thread: ThreadId; readonly by: string }[]
}

type D = Draft<Dispatched>

export class Dispatching {
  readonly #kinds: Readonly<Record<string, KernelObject>>

  constructor(kinds: Readonly<Record<string, KernelObject>>) {
    this.#kinds = kinds
  }

  /** @throws ModelError M009 where there is none of that name: JavaScript looks at no types. */
  of(name: string): KernelObject {
    requireOptions('dispatcher', { object: name }, { object: oneOf(Object.keys(this.#kinds)) })
    return this.#kinds[name] as KernelObject // it is one of them
  }

  /** What state it is in. @throws ModelError M009 where it is of another kind. */
  state(d: Immutable<Dispatched>, name: string, kind: KernelObject['kind']): KernelState {
    const found = this.of(name).kind
    requireOptions('dispatcher', { [name]: found }, { [name]: oneOf([kind]) })
    return d.objects[name] as KernelState // each has one
  }

  /** Satisfies the wait, if it can be, and answers by what. */
  tries(d: D, one: Waiter): string | undefined {
    for (const name of one.on) this.of(name)
    const by = satisfier(d, one)
    if (by !== undefined) this.#satisfy(d, one, by)
    return by
  }

  /** The object is in this state now, and all waits that can be satisfied are. */
  becomes(d: D, name: string, state: KernelState): void {
    d.objects[name] = state
    this.#settle(d)
  }

  /** A timer that is set may have expired in the moment before it is looked at. */
  lookedAt(d: D, timer: string): KernelState {
    if (this.state(d, timer, 'timer') === 'set' && pick(['set', 'signaled']) === 'signaled')
      this.becomes(d, timer, 'signaled')
    return d.objects[timer] as KernelState // there is such a timer
  }

  /** Where one takes from another, any of them. */
  #settle(d: D): void {
    for (;;) {
      const ready = d.waiting.filter((one) => satisfier(d, one) !== undefined)
      if (ready.length === 0) return
      const free = ready.find(({ on }) => on.every((name) => satisfiesAll(this.of(name))))
      const next = free ?? ready[ready.length === 1 ? 0 : pick([...ready.keys()])]!
      const by = this.tries(d, next) as string // it is ready
      d.waiting = d.waiting.filter(({ thread }) => thread !== next.thread)
      d.satisfied = withMember(d.satisfied, { thread: next.thread, by })
    }
  }

  #satisfy(d: D, { thread, on, type }: Waiter, by: string): void {
    for (const name of type === 'WaitAny' ? [by] : on) {
      const of = this.of(name)
      const after = afterWait(of, d.objects[name] as KernelState, thread)
      ensure(of.kind !== 'mutex' || (after as Owned).depth <= of.recursion, 'STATUS_MUTANT_LIMIT_EXCEEDED')
      d.objects[name] = after
    }
  }
}

/** By what its wait would be satisfied now: of any of them by the first; `undefined` if it would not. */
function satisfier(d: D, { thread, on, type }: Waiter): string | undefined {
  const signaled = on.filter((name) => isSignaled(d.objects[name] as KernelState, thread))
  if (type === 'WaitAny') return signaled[0]
  return signaled.length === on.length ? 'satisfied' : undefined
}
