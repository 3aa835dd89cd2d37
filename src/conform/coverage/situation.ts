import type { Resource } from '../../model/eresource/index.ts'
import { countOf, modeOf } from '../../model/eresource/inside/index.ts'
import type { ThreadId } from '../../model/values/thread-id.ts'

/** The rows of the decision table: how a resource stands to the thread that asks. */
export const situations = {
  S0: 'free',
  S1: 'exclusive by the caller',
  S2: 'exclusive by another',
  S3: 'shared, also by the caller',
  S4: 'shared, also by the caller, a writer waits',
  S5: 'shared by others',
  S6: 'shared by others, a writer waits',
} as const

export type Situation = keyof typeof situations

export function situationOf(r: Resource, me: ThreadId): Situation {
  const isOwner = countOf(r.owners, me) > 0
  const isWriterQueued = r.exclusiveWaiters.length > 0
  switch (modeOf(r)) {
    case 'Free':
      return 'S0'
    case 'Exclusive':
      return isOwner ? 'S1' : 'S2'
    case 'Shared':
      if (isOwner) return isWriterQueued ? 'S4' : 'S3'
      return isWriterQueued ? 'S6' : 'S5'
  }
}
