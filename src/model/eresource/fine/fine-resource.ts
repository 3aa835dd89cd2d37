import type { Semaphore } from '../../../parts/index.ts'
import type { Steps, ThreadId } from '../../language/index.ts'
import type { WriterEvent } from './event.ts'
import type { Memory } from './memory.ts'
import type { FineOptions } from './options.ts'
import type { Attached, StructureObject } from './recipes.ts'

/** A segment under the spin lock. */
export type Locked = <A>(me: ThreadId, segment: () => Steps<A>) => Steps<A>

/** Something that touches memory that hangs on the structure: fails where that was freed. */
export type Touching = <A>(what: Attached, body: () => Steps<A>) => Steps<A>

/** An ERESOURCE and all that hangs on it. Properties look at `structure`. */
export type FineResource = {
  readonly structure: StructureObject
  readonly semaphore: Semaphore
  readonly event: WriterEvent
  readonly memory: Memory
  readonly locked: Locked
  readonly touching: Touching
  readonly options: FineOptions
  /** How many may wait. */
  readonly threads: number
}
