import { onProcessor } from '../../../parts/index.ts'
import { proc, type Steps, type ThreadId } from '../../language/index.ts'
import type { ResourceOwner } from '../owner.ts'
import type { RoutinesOn } from '../routines/routines-on.ts'
import { acquireExclusive } from './acquire-exclusive.ts'
import { acquireShared } from './acquire-shared.ts'
import { convert } from './convert.ts'
import type { FineResource } from './fine-resource.ts'
import { deleteResource, initialize, reinitialize } from './life-cycle.ts'
import { moveOwnership } from './owner-change.ts'
import { acquiredCount } from './queries.ts'
import type { SharedKind } from './recipes.ts'
import { release } from './release.ts'

/** The routines as a thread calls them, with the names and arguments of the WDK; each is as many steps as it takes. */
export type FineRoutines = RoutinesOn<FineResource>

/**
 * The routines called by this thread, on resources of `fineEresource`.
 * @example
 * const R = fineEresource(tools, ids)
 * yield* asThread(me).ExAcquireResourceSharedLite(R, true)
 */
export function asThread(me: ThreadId): FineRoutines {
  const { any, atMostApc } = routinesOf(me)
  const shared = (name: string, kind: SharedKind) =>
    atMostApc(name, (R, Wait: boolean) => acquireShared(R, me, kind, Wait))
  return {
    ExInitializeResourceLite: any('ExInitializeResourceLite', initialize),
    ExReinitializeResourceLite: any('ExReinitializeResourceLite', reinitialize),
    ExDeleteResourceLite: atMostApc('ExDeleteResourceLite', deleteResource),
    ExAcquireResourceExclusiveLite: atMostApc('ExAcquireResourceExclusiveLite', (R, Wait: boolean) =>
      acquireExclusive(R, me, Wait),
    ),
    ExTryToAcquireResourceExclusiveLite: atMostApc('ExTryToAcquireResourceExclusiveLite', (R) =>
      acquireExclusive(R, me, false),
    ),
    ExAcquireResourceSharedLite: shared('ExAcquireResourceSharedLite', 'SharedLite'),
    ExAcquireSharedStarveExclusive: shared('ExAcquireSharedStarveExclusive', 'StarveExclusive'),
    ExAcquireSharedWaitForExclusive: shared('ExAcquireSharedWaitForExclusive', 'WaitForExclusive'),
    ExReleaseResourceLite: any('ExReleaseResourceLite', (R) => release(R, me, me, 2)),
    ExReleaseResourceForThreadLite: any('ExReleaseResourceForThreadLite', (R, id: ResourceOwner) =>
      release(R, me, id, 3),
    ),
    ExConvertExclusiveToSharedLite: atMostApc('ExConvertExclusiveToSharedLite', (R) => convert(R, me)),
    ExSetResourceOwnerPointer: any('ExSetResourceOwnerPointer', (R, P: ResourceOwner | string) =>
      moveOwnership(R, me, P),
    ),
    ExIsResourceAcquiredExclusiveLite: any('ExIsResourceAcquiredExclusiveLite', ({ structure }) =>
      structure.isOwnedExclusiveBy(me),
    ),
    ExIsResourceAcquiredSharedLite: any('ExIsResourceAcquiredSharedLite', (R) => acquiredCount(R, me)),
    ExGetExclusiveWaiterCount: any('ExGetExclusiveWaiterCount', ({ structure }) => structure.exclusiveWaiterCount()),
    ExGetSharedWaiterCount: any('ExGetSharedWaiterCount', ({ structure }) => structure.sharedWaiterCount()),
  }
}

/** On a processor a routine looks at the IRQL of its caller first. What may wait needs PASSIVE_LEVEL here, which stands for APC_LEVEL, too. */
function routinesOf(me: ThreadId) {
  const made =
    (isAtMostApc: boolean) =>
    <A extends readonly unknown[], B>(name: string, body: (R: FineResource, ...args: A) => Steps<B>) =>
    (R: FineResource, ...args: A): Steps<B> => {
      const cpu = R.options.processorOf?.(me)
      if (cpu === undefined) return proc(() => body(R, ...args), { name })()
      const checked = proc(
        function* () {
          yield* cpu.requireAtMost(me, isAtMostApc ? 'PASSIVE' : 'DISPATCH')
          return yield* body(R, ...args)
        },
        { name },
      )
      return onProcessor(cpu, me, checked)
    }
  return { any: made(false), atMostApc: made(true) }
}
