/**
 * Locks as the kernel debugger's `!locks` prints them, so that driver developers need not learn another form: identities with their counts, owners
 * with their mark, waiting readers without one, then who waits for exclusive access. Source: the debugger's documentation and public dumps. What stands
 * in parentheses is ours: a missing mark says too little to whoever does not know the form, and of a reader that owns and asks again nothing.
 */
import type { LockOwner, LockView } from '../../model/protocol/lock-view.ts'
import type { ThreadId } from '../../model/values/thread-id.ts'
import type { ThreadValue } from '../../verdict/value.ts'
import { wrap } from './wrap.ts'

/** Of a verdict, or as the model has it. */
export type ShownLock = { readonly object: string; readonly view: LockView<Thread> }

type Thread = ThreadId | ThreadValue

type Options = {
  readonly width: number
  /** Names of all threads: an owner pointer that is one of them with its low bits set has it as its actual thread. */
  readonly threads?: readonly string[]
}

/** The locks that somebody owns or waits for, and the totals over all of them. */
export function locksText(locks: readonly ShownLock[], options: Options): string[] {
  const held = locks.filter(({ view }) => view.owners.length > 0).length
  return [
    ...locks.filter(isContended).flatMap((lock) => lockLines(lock, options)),
    `${locks.length} total ${locks.length === 1 ? 'lock' : 'locks'}, ${held} currently held`,
  ]
}

function isContended({ view }: ShownLock): boolean {
  return view.mode !== 'free' || view.sharedWaiters.length > 0 || view.exclusiveWaiters.length > 0
}

export function lockLines({ object, view }: ShownLock, { width, threads = [] }: Options): string[] {
  const { contentionCount, owners, sharedWaiters, exclusiveWaiters } = view
  const isQueued = sharedWaiters.length > 0 || exclusiveWaiters.length > 0
  const entries = [
    ...owners.map(({ owner, count }) => `${identity(owner)}-${hex(count)}<*>${actualThread(owner, threads)}`),
    ...sharedWaiters
      .filter(
        (reader) => !owners.some(({ owner }) => typeof owner !== 'string' && identity(owner) === identity(reader)),
      )
      .map((reader) => `${identity(reader)}-01`),
  ]
  return [
    `Resource @ ${object}    ${stateText(view)}`,
    ...(contentionCount === undefined || contentionCount === 0 ? [] : [`    Contention Count = ${contentionCount}`]),
    ...(sharedWaiters.length === 0 ? [] : [`    NumberOfSharedWaiters = ${sharedWaiters.length}`]),
    ...(exclusiveWaiters.length === 0 ? [] : [`    NumberOfExclusiveWaiters = ${exclusiveWaiters.length}`]),
    ...(owners.length === 0 && !isQueued
      ? []
      : wrap(`Threads: ${entries.join('    ')}`, width - 5, 9).map(indented(5))),
    ...(sharedWaiters.length === 0
      ? []
      : wrap(`(waits for shared access: ${sharedWaiters.map(identity).join(', ')})`, width - 5, 4).map(indented(5))),
    ...(exclusiveWaiters.length === 0
      ? []
      : [
          '     Threads Waiting On Exclusive Access:',
          ...wrap(exclusiveWaiters.map(identity).join('    '), width - 14, 0).map(indented(14)),
        ]),
  ]
}

function stateText({ mode, owners }: LockView<Thread>): string {
  switch (mode) {
    case 'dead':
      return 'Not initialized'
    case 'free':
      return 'Available'
    case 'shared':
      return `Shared ${owners.length} owning ${owners.length === 1 ? 'thread' : 'threads'}`
    case 'exclusive':
      return 'Exclusively owned'
  }
}

function identity(owner: LockOwner<Thread>): string {
  if (typeof owner === 'string') return owner
  return typeof owner === 'symbol' ? (owner.description ?? '') : owner['#thread']
}

function actualThread(owner: LockOwner<Thread>, threads: readonly string[]): string {
  const thread = typeof owner === 'string' ? owner.replace(/\|3$/, '') : ''
  return threads.includes(thread) ? ` *** Actual Thread ${thread}` : ''
}

/** At least two digits, as a debugger writes counts. */
function hex(count: number): string {
  return count.toString(16).padStart(2, '0')
}

function indented(by: number): (line: string) => string {
  return (line) => ' '.repeat(by) + line
}
