/**
 * Reads of WinFsp: winfsp #291.
 *
 * Found: reads acquire exclusive and convert to shared, to let other reads in. These do not come in: they wait to have the resource exclusive, which they
 * do not get while anybody shares it. No two reads are ever served at once, unless they release, and acquire shared.
 */
import { type System, system, type ThreadId, threadIds } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'

const reads = (name: string, converts: boolean): System =>
  system(`WinFsp reads, ${name}`, ({ shared, regions, threads, reachable, expectVerdict }) => {
    const { FileNode } = shared({ FileNode: eresource() })
    const { serving } = regions('serving')
    threads(threadIds(3, 'read'), function* (me: ThreadId) {
      const my = asThread(me)
      yield* my.ExAcquireResourceExclusiveLite(FileNode, true)
      if (converts) yield* my.ExConvertExclusiveToSharedLite(FileNode)
      else {
        yield* my.ExReleaseResourceLite(FileNode)
        yield* my.ExAcquireResourceSharedLite(FileNode, true)
      }
      yield* serving(() => my.ExReleaseResourceLite(FileNode))
    })
    reachable('two reads at once', [serving], (inside) => inside.length >= 2)
    expectVerdict(converts ? { violates: 'two reads at once' } : 'verified')
  })

export const before: System = reads('converted', true)
export const after: System = reads('released and acquired shared', false)
