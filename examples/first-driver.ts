import { type System, system, threadIds } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'

export const upgradeInPlace: System = system('upgrade in place', ({ shared, threads }) => {
  const { Table } = shared({ Table: eresource() })
  threads(threadIds(2), function* (me) {
    const my = asThread(me)
    yield* my.ExAcquireResourceSharedLite(Table, true)
    yield* my.ExAcquireResourceExclusiveLite(Table, true)
    yield* my.ExReleaseResourceLite(Table)
    yield* my.ExReleaseResourceLite(Table)
  })
})
