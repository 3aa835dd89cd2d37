import { cell, type ExpectedVerdict, type System, system, threadIds } from 'lockproof'
import { alwaysSafe, eresource, kernel, ownerPointer, verifierRules } from 'lockproof/eresource'

type Variant = {
  /** A paging write asks for the volume before the file, as a create does. */
  readonly isInOrder?: boolean
  /** The worker gives back what the request's pointer owns, or asks as itself. */
  readonly releasesForPointer?: boolean
  /** Dismount waits until nobody owns the file any more. */
  readonly waitsForFile?: boolean
}

/** A create hands its file on to a work item, a paging write comes in meanwhile, and the volume is dismounted. */
const filter = (
  name: string,
  { isInOrder = true, releasesForPointer = true, waitsForFile = true }: Variant,
  expected: ExpectedVerdict,
): System =>
  system(name, (tools) => {
    const threads = threadIds(['create', 'paging', 'worker', 'dismount'])
    const [create, paging, worker, dismount] = threads
    const irp = ownerPointer('Irp')
    const { Vcb, Fcb, item } = tools.shared({
      Vcb: eresource(),
      Fcb: eresource({ releasers: { [irp]: worker } }),
      item: cell(['idle', 'queued']),
    })
    const starts = (id: symbol) => ({ isSystemThread: id === worker })
    const { asThread } = kernel(tools, { threads, starts, rules: verifierRules })

    tools.thread(create, function* () {
      const my = asThread(create)
      yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceSharedLite(Vcb, true)
      yield* my.ExAcquireResourceExclusiveLite(Fcb, true)
      if (releasesForPointer) yield* my.ExSetResourceOwnerPointer(Fcb, irp)
      yield* item.store('queued')
      yield* my.ExReleaseResourceLite(Vcb)
      yield* my.KeLeaveCriticalRegion()
    })

    tools.thread(worker, function* () {
      const my = asThread(worker)
      yield* item.when('queued').store('idle')
      if (releasesForPointer) yield* my.ExReleaseResourceForThreadLite(Fcb, irp)
      else yield* my.ExReleaseResourceLite(Fcb)
    })

    tools.thread(paging, function* () {
      const my = asThread(paging)
      const [first, second] = isInOrder ? [Vcb, Fcb] : [Fcb, Vcb]
      yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceSharedLite(first, true)
      yield* my.ExAcquireResourceSharedLite(second, true)
      yield* my.ExReleaseResourceLite(second)
      yield* my.ExReleaseResourceLite(first)
      yield* my.KeLeaveCriticalRegion()
    })

    tools.thread(dismount, function* () {
      const my = asThread(dismount)
      yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceExclusiveLite(Vcb, true)
      if (waitsForFile) {
        yield* my.ExAcquireResourceExclusiveLite(Fcb, true)
        yield* my.ExReleaseResourceLite(Fcb)
      }
      yield* my.ExReinitializeResourceLite(Fcb)
      yield* my.ExReleaseResourceLite(Vcb)
      yield* my.KeLeaveCriticalRegion()
    })

    alwaysSafe(tools, { Vcb, Fcb })
    tools.expectVerdict(expected)
  })

export const good: System = filter('filter', {}, 'verified')
export const outOfOrder: System = filter('out of order', { isInOrder: false }, { deadlock: true })
export const tooEarly: System = filter('dismount too early', { waitsForFile: false }, { fails: '0xE3' })
export const asItself: System = filter('released as itself', { releasesForPointer: false }, { fails: '0xE3' })
