import type { Steps } from '../language/steps.ts'
import type { Tools } from '../language/system.ts'
import type { ThreadId } from '../values/thread-id.ts'
import { examineLock } from './required-lock.ts'

/** When a well-behaved client makes a call, and what it is then in. */
export type CallRule<Section extends string> = {
  /** The client is in this section when the call has returned, unless it was refused. */
  readonly opens?: Section
  /** The client leaves one of these sections with the call; it must be the one it entered last. */
  readonly closes?: Section | readonly Section[]
  /** The client must be in this section: what an upgrade asks for. */
  readonly needs?: Section
  /** Other sections that the client may be in when it calls; none unless given. A call that only closes needs no leave. */
  readonly inside?: readonly Section[]
  /** All clients make it equally often, as at a barrier: who is missing keeps the others waiting. It opens, closes and needs no section. */
  readonly isTogether?: boolean
  /** A well-behaved client never calls it. */
  readonly isMisuse?: boolean
}

/** What holds while a thread is in a section. */
export type SectionRule<Section extends string> = {
  /** Sections that no other thread may be in meanwhile. */
  readonly excludes?: readonly Section[]
}

/** A lock, or any shared object, as its clients see it: what they call, in which order, and what they may rely on. */
export type Lock<Call extends string, Section extends string> = {
  readonly name: string
  readonly sections: { readonly [S in Section]: SectionRule<Section> }
  /** The simplest first: what shrinking prefers. */
  readonly calls: { readonly [C in Call]: CallRule<Section> }
  /** Most threads that it is made for. */
  readonly threads?: number
  /**
   * Declares the shared data, and properties if it has any, for these clients; answers the calls. A call that opens a section and answers `false`
   * has refused: the client leaves out what it would have done inside.
   */
  readonly describe: (
    tools: Pick<Tools, 'shared' | 'ghosts' | 'always' | 'never'>,
    clients: readonly ThreadId[],
  ) => { readonly [C in Call]: (me: ThreadId) => Steps<unknown> }
}

/**
 * Describes a lock for {@link clientPrograms} and the laws. @throws UsageError U006 or U009 for what is none.
 * @example
 * const flagLock = lock({
 *   name: 'flag lock',
 *   sections: { critical: { excludes: ['critical'] } },
 *   calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
 *   describe({ shared }) {
 *     const { flag } = shared({ flag: cell(['free', 'taken']) })
 *     return {
 *       lock: () => flag.when('free').store('taken'),
 *       unlock: () => flag.store('free'),
 *     }
 *   },
 * })
 */
export function lock<const Call extends string, const Section extends string>(
  described: Lock<Call, Section>,
): Lock<Call, Section> {
  examineLock(described)
  return described
}
