import { cell, type System, system, threadIds } from 'lockproof'
import { alwaysSafe, asThread, eresource } from 'lockproof/eresource'

/** Two requests look at a table, and refresh it where it is stale: after they gave their shared hold back, or while they keep it. */
const requests = (name: string, givesBack: boolean): System =>
  system(name, (tools) => {
    const { R, table } = tools.shared({ R: eresource(), table: cell(['stale', 'fresh']) })
    const { reading, writing } = tools.regions('reading', 'writing')
    tools.threads(threadIds(2), function* (me) {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
      yield* ExAcquireResourceSharedLite(R, true)
      const isStale = yield* reading(() => table.test((it) => it === 'stale'))
      if (isStale) {
        if (givesBack) yield* ExReleaseResourceLite(R)
        yield* ExAcquireResourceExclusiveLite(R, true)
        yield* writing(() => table.store('fresh'))
        if (!givesBack) yield* ExReleaseResourceLite(R)
      }
      yield* ExReleaseResourceLite(R)
    })
    tools.always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || r.length + w.length === 1)
    alwaysSafe(tools, { R })
    tools.expectVerdict(givesBack ? 'verified' : { deadlock: true, steps: 4 })
  })

export const refresh: System = requests('refresh', true)
export const upgrade: System = requests('refresh by upgrade', false)
