import { forever, rest, type Steps, type System, system, type ThreadId, threadIds } from 'lockproof'
import { type Acquired, type Eresource, eresource, isWaiting, type ReleasePolicy } from 'lockproof/eresource'
import { kindsOf } from './resource.ts'

const ask: Readonly<Record<string, (R: Eresource, me: ThreadId) => Steps<Acquired>>> = {
  X: (R, me) => R.ExAcquireResourceExclusiveLite(me, true),
  S: (R, me) => R.ExAcquireResourceSharedLite(me, true),
  V: (R, me) => R.ExAcquireSharedStarveExclusive(me, true),
  W: (R, me) => R.ExAcquireSharedWaitForExclusive(me, true),
}

/** Clients of one resource, a letter each; of the first of each kind: L1, whoever waits is granted, and L2, whoever was granted returns. */
export const promises = (clients: string, releasePolicy: ReleasePolicy): System =>
  system(`promises to ${clients} ${releasePolicy}`, ({ shared, regions, threads, leadsTo }) => {
    const { R } = shared({ R: eresource({ releasePolicy }) })
    const { asleep } = regions('asleep')
    for (const kind of kindsOf(clients)) {
      const ids = threadIds([...clients].filter((one) => one === kind).length, kind)
      threads(ids, function* (me) {
        yield* forever(function* () {
          yield* rest()
          if ((yield* ask[kind]!(R, me)) === 'waits') yield* asleep(() => R.returnsFromWait(me))
          yield* R.ExReleaseResourceLite(me)
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
  })
