import { semaphore } from '../../../parts/index.ts'
import type { ThreadId, Tools } from '../../language/index.ts'
import { writerEvent } from './event.ts'
import type { FineResource } from './fine-resource.ts'
import { lockedOf, touchingOf } from './locked.ts'
import { pool, unlimited } from './memory.ts'
import { chosenFrom, type FineOptions } from './options.ts'
import { structureObject } from './structure-object.ts'

/**
 * A resource step by step, for these threads: what its routines do under its spin lock is one step; to allocate, to signal and to wait are steps of their
 * own. `asThread(me)` of this entry has the routines.
 * @throws UsageError U006 for options that make no sense.
 * @example
 * const ids = threadIds(2)
 * const R = fineEresource({ shared }, ids)
 * threads(ids, function* (me) {
 *   const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
 *   yield* ExAcquireResourceExclusiveLite(R, true)
 *   yield* ExReleaseResourceLite(R)
 * })
 */
export function fineEresource(
  tools: Pick<Tools, 'shared'>,
  threads: readonly ThreadId[],
  given: Partial<FineOptions> = {},
): FineResource {
  const options = chosenFrom('fineEresource', given)
  const { name } = options
  const own = {
    structure: structureObject(options),
    semaphore: semaphore(0, threads.length),
    event: writerEvent(options.rules.signalsStick),
  }
  tools.shared({ [name]: own.structure, [`${name}Semaphore`]: own.semaphore, [`${name}Event`]: own.event })
  const memory = options.keepsMemory ? pool(tools, `${name}Memory`, blocksOf(threads.length)) : unlimited
  const touching = touchingOf(own.structure, memory, options)
  return { ...own, memory, touching, locked: lockedOf(tools, touching, options), options, threads: threads.length }
}

/** Each thread may hold one that it has allocated, beside table, semaphore, event, and a table that is about to be freed. */
function blocksOf(threads: number): number {
  return 2 * threads + 3
}
