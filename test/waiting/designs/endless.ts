import {
  cell,
  forever,
  repeatUntil,
  type Steps,
  type System,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'
import { asThread, type Eresource, eresource } from 'lockproof/eresource'
import { isWaiting } from '#eresource'

/** Those of whom it is asked whether they get in. */
function entering({ regions, starvationFree, progress }: Tools): (R: Eresource, me: ThreadId) => Steps {
  const { trying, critical } = regions('trying', 'critical')
  starvationFree(trying, critical)
  progress(trying, critical)
  return function* writes(R, me) {
    yield* trying(() => asThread(me).ExAcquireResourceExclusiveLite(R, true))
    yield* critical(() => asThread(me).ExReleaseResourceLite(R))
  }
}

/** V2: a reader that owns recurses again and again, and is admitted behind the writer. */
export const recursion: System = system('V2 unbounded recursion', (tools) => {
  const { R } = tools.shared({ R: eresource() })
  const [reader, writer] = threadIds(2)
  const writes = entering(tools)
  tools.thread(reader, function* () {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(reader)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* forever(function* () {
      yield* ExAcquireResourceSharedLite(R, true)
      yield* ExReleaseResourceLite(R)
    })
  })
  tools.thread(writer, () => writes(R, writer))
})

/** B31: a writer that comes once, among two readers that come again and again. */
export const overlapping = (isFixed: boolean): System =>
  system(`B31 ${isFixed ? 'repaired' : 'overlapping readers'}`, (tools) => {
    const { R } = tools.shared({ R: eresource() })
    const [writer, ...readers] = threadIds(3)
    const writes = entering(tools)
    tools.thread(writer, () => writes(R, writer))
    tools.threads(readers, function* (me) {
      const { ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive, ExReleaseResourceLite } = asThread(me)
      yield* forever(function* () {
        yield* isFixed ? ExAcquireResourceSharedLite(R, true) : ExAcquireSharedStarveExclusive(R, true)
        yield* ExReleaseResourceLite(R)
      })
    })
  })

/** B32: whether the scheduler is fair to the low owner is what its boost decides. */
export const inversion = (isLowBoosted: boolean): System =>
  system(`B32 ${isLowBoosted ? 'with' : 'without'} a boost`, (tools) => {
    const { R, medium } = tools.shared({ R: eresource(), medium: cell([0, 1]) })
    const [low, high] = threadIds(2)
    const writes = entering(tools)
    tools.thread('low', () =>
      forever(function* () {
        yield* asThread(low).ExAcquireResourceExclusiveLite(R, true)
        yield* asThread(low).ExReleaseResourceLite(R)
      }),
    )
    tools.thread('high', () => forever(() => writes(R, high)))
    tools.thread('medium', () => forever(() => medium.update((bit) => (bit === 0 ? 1 : 0))))
    if (!isLowBoosted) tools.fairness({ except: ['low'] })
  })

/** B40: T0 keeps the resource as long as nobody waits, by an answer that may be stale. */
export const staleCount = (isFixed: boolean): System =>
  system(`B40 ${isFixed ? 'repaired' : 'a stale count'}`, (tools) => {
    const { R } = tools.shared({ R: eresource() })
    const { keeping } = tools.regions('keeping')
    const [keeper, other] = threadIds(2)
    const writes = entering(tools)
    tools.thread(keeper, function* () {
      const { ExAcquireResourceExclusiveLite, ExGetExclusiveWaiterCount, ExReleaseResourceLite } = asThread(keeper)
      yield* forever(function* () {
        yield* ExAcquireResourceExclusiveLite(R, true)
        yield* repeatUntil(function* () {
          if (isFixed || (yield* ExGetExclusiveWaiterCount(R)) > 0) return true
          yield* keeping()
          return false
        })
        yield* ExReleaseResourceLite(R)
      })
    })
    tools.thread(other, () => forever(() => writes(R, other)))
    tools.never('it is kept though T1 waits', [R, keeping], (r, inside) => inside.length > 0 && isWaiting(r, other))
  })

/** B41: two that want both resources, each the other one first, and back off. */
export const backOff = (isOrdered: boolean): System =>
  system(`B41 ${isOrdered ? 'in order' : 'try and back off'}`, (tools) => {
    const { A, B } = tools.shared({ A: eresource(), B: eresource() })
    const { trying, critical } = tools.regions('trying', 'critical')
    const ids = threadIds(2)
    tools.threads(ids, function* (me) {
      const { ExAcquireResourceExclusiveLite, ExTryToAcquireResourceExclusiveLite, ExReleaseResourceLite } =
        asThread(me)
      const [first, second] = isOrdered || me === ids[0] ? [A, B] : [B, A]
      yield* forever(function* () {
        yield* trying(() =>
          repeatUntil(function* () {
            yield* ExAcquireResourceExclusiveLite(first, true)
            if (yield* ExTryToAcquireResourceExclusiveLite(second)) return true
            yield* ExReleaseResourceLite(first)
            return false
          }),
        )
        yield* critical(() => ExReleaseResourceLite(second))
        yield* ExReleaseResourceLite(first)
      })
    })
    tools.starvationFree(trying, critical)
    tools.progress(trying, critical)
  })
