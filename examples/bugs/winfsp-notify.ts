/**
 * Notify sessions of WinFsp: winfsp PR #669.
 *
 * Found: a session owns FileRenameResource shared under an owner pointer. The work item that would end it asks for the resource shared as well, in another
 * thread, and waits behind a rename, which waits for the session. With the fix it does not wait behind whoever is only queued.
 */
import { type Family, system, threadIds } from 'lockproof'
import { asThread, eresource, ownerPointer } from 'lockproof/eresource'
import { event } from 'lockproof/parts'

const session = (name: string, starvesExclusive: boolean): Family<{ renamers: number }> =>
  system(`WinFsp notify, ${name}`, { renamers: 1 }, ({ shared, thread, threads, expectVerdict }, { renamers }) => {
    const [user, worker] = threadIds(['user', 'worker'])
    const VolumeNotifyCount = ownerPointer('VolumeNotifyCount')
    const { FileRename, queued } = shared({ FileRename: eresource(), queued: event('auto') })
    thread(user, function* () {
      const my = asThread(user)
      yield* my.ExAcquireResourceSharedLite(FileRename, true)
      yield* my.ExSetResourceOwnerPointer(FileRename, VolumeNotifyCount)
      yield* queued.set()
    })
    thread(worker, function* () {
      const my = asThread(worker)
      yield* queued.wait()
      yield* starvesExclusive
        ? my.ExAcquireSharedStarveExclusive(FileRename, true)
        : my.ExAcquireResourceSharedLite(FileRename, true)
      yield* my.ExReleaseResourceLite(FileRename)
      yield* my.ExReleaseResourceForThreadLite(FileRename, VolumeNotifyCount)
    })
    threads(threadIds(renamers, 'renamer'), function* (renamer) {
      const my = asThread(renamer)
      yield* my.ExAcquireResourceExclusiveLite(FileRename, true)
      yield* my.ExReleaseResourceLite(FileRename)
    })
    expectVerdict(starvesExclusive ? 'verified' : 'deadlock')
  })

export const before: Family<{ renamers: number }> = session('acquires shared', false)
export const after: Family<{ renamers: number }> = session('starves exclusive', true)
