import type { Members } from '../../options/examined.ts'
import { flag, integer, oneOf, record } from '../../options/kinds.ts'
import type { ThreadId } from '../language/index.ts'
import type { OwnerPointer } from './owner.ts'
import type { Checks, ReleasePolicy } from './policy.ts'
import type { Rules } from './rules.ts'

/** Which structure the derived fields describe: Windows 2000 to Server 2003, or Vista and later. No routine behaves differently. */
export type StructureLayout = 'nt5' | 'nt6'

/** Which checks a resource makes, and which variants of its documentation it follows. */
export type EresourceOptions = Checks & {
  /** Whom the release of an exclusive owner serves first; `'sharedFirst'` unless given. */
  readonly releasePolicy: ReleasePolicy
  /**
   * Who is granted is fixed when an owner leaves; or *exchangeable*, until it goes on: a thread that comes to wait in the same class may claim the grant
   * of one that has not gone on yet, which waits in its place. So it may be in the structure; drivers that count on no more are right in both.
   */
  readonly grants: 'fixed' | 'exchangeable'
  /** Holds of one owner beyond this are the verdict *recursion overflow*; it bounds the values of a design that forgets to release. */
  readonly recursionLimit: number
  /** Whether `ExInitializeResourceLite` has been called already; so it is unless given. */
  readonly start: 'initialized' | 'uninitialized'
  /** Keep what only the raw fields show: entries, table size, waiter objects, ContentionCount. It makes states out of history. */
  readonly keepsStructure: boolean
  /** Who is to release what an owner pointer owns: whom a stuck thread waits for. */
  readonly releasers: { readonly [pointer in OwnerPointer]?: ThreadId }
  /**
   * The specification, or a mutant of it: for the tests of the model, and in no type that is published.
   * @internal
   */
  readonly rules: Rules
}

/** A model of its own: the specification, or a mutant. */
export type RuleOptions = { readonly rules: Rules }

/** Of `eresource`, by their names in `EresourceOptions`. */
export const eresourceMembers: { readonly [name in keyof EresourceOptions]: Members[string] } = {
  releasePolicy: oneOf(['sharedFirst', 'exclusiveFirst']),
  grants: oneOf(['fixed', 'exchangeable']),
  build: oneOf(['free', 'checked']),
  verifier: flag,
  recursionLimit: integer(1),
  start: oneOf(['initialized', 'uninitialized']),
  keepsStructure: flag,
  releasers: record,
  rules: record,
}
