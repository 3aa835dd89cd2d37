import type { LockView } from '../language/index.ts'
import { countOf, ownersOf } from './owner.ts'
import { modeOf, type Resource } from './state.ts'

const modes = { Free: 'free', Shared: 'shared', Exclusive: 'exclusive' } as const

/** What the debugger's `!locks` prints of a resource. */
export function lockView(r: Resource): LockView {
  return {
    mode: r.life === 'Live' ? modes[modeOf(r)] : 'dead',
    owners: ownersOf(r.owners).map((owner) => ({ owner, count: countOf(r.owners, owner) })),
    sharedWaiters: r.sharedWaiters,
    exclusiveWaiters: r.exclusiveWaiters,
    ...(r.structure === null ? {} : { contentionCount: r.structure.contentionCount }),
  }
}
