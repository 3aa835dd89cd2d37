import type { ThreadId } from '../language/index.ts'
import type { OwnerPointer } from './owner.ts'
import type { Rules } from './rules.ts'

/** Whom the release of an exclusive owner serves first. Microsoft states no order; readers first is what ReactOS does, writers first Wine. */
export type ReleasePolicy = 'sharedFirst' | 'exclusiveFirst'

/** Which structure the derived fields describe: Windows 2000 to Server 2003, or Vista and later. No routine behaves differently. */
export type StructureLayout = 'nt5' | 'nt6'

/** *checked*: misuse that asserts is a verdict. *free*: it goes on as a free build does, and only its consequences can be seen. */
export type Build = 'free' | 'checked'

export type EresourceOptions = {
  readonly releasePolicy: ReleasePolicy
  readonly build: Build
  /** Driver Verifier looks on: life-cycle errors carry its codes. */
  readonly verifier: boolean
  /** Holds of one owner beyond this are the verdict *recursion overflow*; it bounds the values of a design that forgets to release. */
  readonly recursionLimit: number
  readonly start: 'initialized' | 'uninitialized'
  /** Keep what only the raw fields show: entries, table size, waiter objects, ContentionCount. It makes states out of history. */
  readonly keepsStructure: boolean
  /** Who is to release what an owner pointer owns: whom a stuck thread waits for. */
  readonly releasers: { readonly [pointer in OwnerPointer]?: ThreadId }
  /** The specification, or a mutant of it. */
  readonly rules: Rules
}

export type Checks = Pick<EresourceOptions, 'build' | 'verifier'>
