import type { Steps, ThreadId } from 'lockproof'
import { asThread, type Eresource } from 'lockproof/eresource'

/** The part of the thread that only wants to write. */
export function* writeOnce(R: Eresource, me: ThreadId): Steps {
  const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
  yield* ExAcquireResourceExclusiveLite(R, true)
  yield* ExReleaseResourceLite(R)
}
