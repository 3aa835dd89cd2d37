import { forever, rest, type Steps, type System, system, type ThreadId, threadIds } from 'lockproof'
import { type Eresource, eresource, type ReleasePolicy } from 'lockproof/eresource'
import { type Acquired, isWaiting } from '#eresource'
import { kindsOf } from './resource.ts'

const ask: Readonly<Record<string, (R: Eresource, me: ThreadId) => Steps<Acquired>>> = {
  X: (R, me) => R.ExAcquireResourceExclusiveLite(me, true),
  S: (R, me) => R.ExAcquireResourceSharedLite(me, true),
  V: (R, me) => R.ExAcquireSharedStarveExclusive(me, true),
  W: (R, me) => R.ExAcquireSharedWaitForExclusive(me, true),
}

/** Clients of one resource, a letter each; of the first of each kind: L1, whoever waits is granted, and L2, whoever was granted returns. Of L3, how many exclusive periods pass while a reader, and while a writer waits. */
export const promises = (clients: string, releasePolicy: ReleasePolicy): System =>
  system(`promises to ${clients} ${releasePolicy}`, ({ shared, regions, threads, leadsTo, boundedBypass }) => {
    const { R } = shared({ R: eresource({ releasePolicy }) })
    const { asleep, readersSleep, writersSleep, writing } = regions('asleep', 'readersSleep', 'writersSleep', 'writing')
    for (const kind of kindsOf(clients)) {
      const ids = threadIds([...clients].filter((one) => one === kind).length, kind)
      const own = kind === 'X' ? writersSleep : readersSleep
      threads(ids, function* (me) {
        yield* forever(function* () {
          yield* rest()
          if ((yield* ask[kind]!(R, me)) === 'waits') yield* asleep(() => own(() => R.returnsFromWait(me)))
          if (kind === 'X') yield* writing(() => R.ExReleaseResourceLite(me))
          else yield* R.ExReleaseResourceLite(me)
        })
      })
      const [me] = ids as readonly [ThreadId]
      leadsTo(
        `L1 ${kind}`,
        [R],
        (r) => isWaiting(r, me),
        (r) => !isWaiting(r, me),
      )
      leadsTo(
        `L2 ${kind}`,
        [R, asleep],
        (r, sleeping) => sleeping.includes(me) && !isWaiting(r, me),
        (_, sleeping) => !sleeping.includes(me),
      )
    }
    boundedBypass(readersSleep, writing)
    boundedBypass(writersSleep, writing)
  })
