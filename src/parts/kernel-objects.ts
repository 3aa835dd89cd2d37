/** What a kernel object is made of, and when a wait for it is satisfied: the page *Introduction to Kernel Dispatcher Objects* of the WDK. */
import type { ThreadId } from '../model/language/index.ts'
import { flag, integer, oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'

/** Notification objects stay signaled and satisfy all waits; synchronization objects satisfy one wait, and are not signaled any more. */
export type Signals = 'notification' | 'synchronization'

/** What `KEVENT` makes. */
export type KEvent = { readonly kind: 'event'; readonly signals: Signals; readonly initial: boolean }
/** What `KTIMER` makes. */
export type KTimer = { readonly kind: 'timer'; readonly signals: Signals; readonly initial: 'idle' }
/** What `KSEMAPHORE` makes. */
export type KSemaphore = { readonly kind: 'semaphore'; readonly limit: number; readonly initial: number }
/** What `KMUTEX` makes. */
export type KMutex = { readonly kind: 'mutex'; readonly recursion: number; readonly initial: Owned }
/** Of what a dispatcher is made. */
export type KernelObject = KEvent | KTimer | KSemaphore | KMutex

/** Of a mutex: who owns it, and how often. */
export type Owned = { readonly owner: ThreadId | null; readonly depth: number }
/** Of an event whether it is signaled, of a semaphore its count; a timer that is set expires some time, and is signaled then. */
export type KernelState = boolean | number | 'idle' | 'set' | 'signaled' | Owned

const kinds = oneOf(['notification', 'synchronization'])
const free: Owned = { owner: null, depth: 0 }

/**
 * An event, as KeInitializeEvent makes it.
 * @example
 * const { ke } = shared({ ke: dispatcher({ done: KEVENT('notification', true) }) })
 * yield* ke.KeWaitForSingleObject(me, 'done')
 */
export function KEVENT(signals: Signals, isSignaled = false): KEvent {
  requireOptions('KEVENT', { signals, isSignaled }, { signals: kinds, isSignaled: flag })
  return { kind: 'event', signals, initial: isSignaled }
}

/**
 * A timer, as KeInitializeTimerEx makes it. It expires some time after KeSetTimer.
 * @example
 * const { ke } = shared({ ke: dispatcher({ late: KTIMER('notification') }) })
 * yield* ke.KeSetTimer('late')
 */
export function KTIMER(signals: Signals): KTimer {
  requireOptions('KTIMER', { signals }, { signals: kinds })
  return { kind: 'timer', signals, initial: 'idle' }
}

/**
 * A semaphore, as KeInitializeSemaphore makes it.
 * @example
 * const { ke } = shared({ ke: dispatcher({ jobs: KSEMAPHORE(0, 2) }) })
 * yield* ke.KeReleaseSemaphore('jobs')
 */
export function KSEMAPHORE(count: number, limit: number): KSemaphore {
  requireOptions('KSEMAPHORE', { count, limit }, { count: integer(0), limit: integer(Math.max(count, 1)) })
  return { kind: 'semaphore', limit, initial: count }
}

/**
 * A mutex, as KeInitializeMutex makes it. Its owner may acquire it so often.
 * @example
 * const { ke } = shared({ ke: dispatcher({ list: KMUTEX() }) })
 * yield* ke.KeWaitForSingleObject(me, 'list')
 */
export function KMUTEX(recursion = 2): KMutex {
  requireOptions('KMUTEX', { recursion }, { recursion: integer(1) })
  return { kind: 'mutex', recursion, initial: free }
}

/** Whether a wait of the thread for it would be satisfied. */
export function isSignaled(state: KernelState, me: ThreadId): boolean {
  if (typeof state === 'object') return state.owner === null || state.owner === me
  return state === true || state === 'signaled' || (typeof state === 'number' && state > 0)
}

/** What it is when it has satisfied a wait of the thread. */
export function afterWait(of: KernelObject, state: KernelState, me: ThreadId): KernelState {
  if (typeof state === 'object') return { owner: me, depth: state.depth + 1 }
  if (typeof state === 'number') return state - 1
  return 'signals' in of && of.signals === 'synchronization' ? (of.kind === 'timer' ? 'idle' : false) : state
}

/** Whether it is the same for those who wait behind. */
export function satisfiesAll(of: KernelObject): boolean {
  return 'signals' in of && of.signals === 'notification'
}
