import { ensure, type ThreadId, threadIdName } from '../language/index.ts'
import { isOwnerPointer, type OwnerPointer, type ResourceOwner } from './owner.ts'
import type { Resource } from './state.ts'

/** Stops the machine: the operation fails with this code and these parameters, unless the condition holds. */
export function ensureOrBugCheck(
  condition: boolean,
  code: string,
  ...parameters: readonly string[]
): asserts condition {
  ensure(condition, `bug check ${code} (${parameters.join(', ')})`)
}

export function nameOf(identity: ResourceOwner | string): string {
  return typeof identity === 'symbol' ? threadIdName(identity) : identity
}

/** The fourth parameter of bug check 0xE3 tells the routines apart. */
export type NotOwnedBy = 2 | 3

/** RESOURCE_NOT_OWNED. A release or change of owner by an identity that owns nothing. */
export function ensureOwned(condition: boolean, id: ResourceOwner, by: NotOwnedBy): asserts condition {
  ensureOrBugCheck(condition, '0xE3 RESOURCE_NOT_OWNED', 'resource', nameOf(id), 'owner table', String(by))
}

/** RESOURCE_OWNER_POINTER_INVALID. Which checks trigger it is not documented; that both low bits must be set is. */
export function ensureOwnerPointer(P: ResourceOwner | string, me: ThreadId): asserts P is OwnerPointer {
  const valid = isOwnerPointer(P)
  ensureOrBugCheck(valid, '0x132 RESOURCE_OWNER_POINTER_INVALID', 'resource', 'owner table', nameOf(me), nameOf(P))
}

/** S14: every call but ExInitializeResourceLite happens while the resource is live. */
export function ensureLive(r: Pick<Resource, 'life'>, routine: string): void {
  ensure(r.life !== 'Uninit', `uninitialized: ${routine} on a resource that was never initialized`)
  ensure(r.life !== 'Deleted', `use after free: ${routine} on a deleted resource`)
  ensure(r.life !== 'Freed', `use after free: ${routine} on freed storage`)
}

/** Recursion counts are finite in Windows too, but so large that a design that reaches this limit has forgotten to release. */
export function ensureCount(count: number, owner: ResourceOwner, limit: number): void {
  ensure(count <= limit, `recursion overflow: ${nameOf(owner)} holds the resource more than ${limit} times`)
}
