import type { ThreadId } from '../language/index.ts'

/**
 * What ExSetResourceOwnerPointer puts in a thread's place: an address with both low bits set, which is what `|3` says. It is a unique number
 * and no more; thread objects have both bits clear, so no owner pointer is a thread.
 */
export type OwnerPointer = `${string}|3`

/** ERESOURCE_THREAD: an identity that owns. A thread owns what it acquired; an owner pointer what was moved to it. */
export type ResourceOwner = ThreadId | OwnerPointer

/**
 * The address of something that stays allocated until the release, with its low bits set.
 * @example
 * const Irp = ownerPointer('Irp')
 * yield* asThread(me).ExSetResourceOwnerPointer(R, Irp)
 */
export function ownerPointer(object: string): OwnerPointer {
  return `${object}|3`
}

/** Whether an owner is a pointer that a driver has set, and no thread. */
export function isOwnerPointer(owner: unknown): owner is OwnerPointer {
  return typeof owner === 'string' && owner.endsWith('|3')
}

/** For each owner its recursion count, 1 or more. */
export type Owners = { readonly [owner in ResourceOwner]?: number }

/** The identities that own, threads after owner pointers. */
export function ownersOf(owners: Owners): readonly ResourceOwner[] {
  return Reflect.ownKeys(owners) as ResourceOwner[] // an Owners has no other keys
}

/** Recursion count of an identity; 0 where it owns nothing. */
export function countOf(owners: Owners, owner: ResourceOwner): number {
  return owners[owner] ?? 0
}
