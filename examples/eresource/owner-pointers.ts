import { cell, type ThreadId, type Tools } from 'lockproof'
import { asThread, eresource, type OwnerPointer, ownerPointer } from 'lockproof/eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

const P = ownerPointer('request')

export const plainReleaseOfPointer: Scenario = scenario(
  {
    id: 'B34',
    name: 'owner pointer, then plain release',
    cause: 'the hold is the pointer’s, and the thread that set it owns nothing any more',
    fix: 'ExReleaseResourceForThreadLite with the pointer',
    verdict: { fails: '0xE3 RESOURCE_NOT_OWNED (resource, T0, owner table, 2)', steps: 3 },
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const my = asThread(T0)
      yield* my.ExAcquireResourceExclusiveLite(R, true)
      yield* my.ExSetResourceOwnerPointer(R, P)
      yield* isFixed ? my.ExReleaseResourceForThreadLite(R, P) : my.ExReleaseResourceLite(R)
    })
  },
)

export const pointerWithoutLowBits: Scenario = scenario(
  {
    id: 'B35',
    name: 'owner pointer without its low bits',
    cause: 'an address with clear low bits is a thread’s: if it were accepted, that thread would own',
    fix: 'both low bits set',
    verdict: { fails: '0x132 RESOURCE_OWNER_POINTER_INVALID (resource, owner table, T0, T1)', steps: 2 },
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const my = asThread(T0)
      yield* my.ExAcquireResourceSharedLite(R, true)
      yield* my.ExSetResourceOwnerPointer(R, isFixed ? P : T1)
      yield* my.ExReleaseResourceForThreadLite(R, P)
    })
  },
)

/** T0 and T1 read under pointers of their own or under one; their requests are completed by one release each pointer. T3 wants to write. */
function pointers({ shared, threads, thread }: Tools, pointerOf: (me: ThreadId) => OwnerPointer): void {
  const { R, pended } = shared({ R: eresource(), pended: cell([0, 1, 2]) })
  threads([T0, T1], function* (me) {
    const my = asThread(me)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExSetResourceOwnerPointer(R, pointerOf(me))
    yield* pended.add(1)
  })
  thread(T2, function* () {
    yield* pended.waitFor(2)
    for (const pointer of new Set([T0, T1].map(pointerOf)))
      yield* asThread(T2).ExReleaseResourceForThreadLite(R, pointer)
  })
  thread(T3, function* () {
    yield* pended.waitFor(2)
    yield* writeOnce(R, T3)
  })
}

export const sharedPointerReuse: Scenario = scenario(
  {
    id: 'B36',
    name: 'one owner pointer for two holds',
    cause: 'the counts of the two holds are added, and one release leaves one of them',
    fix: 'a pointer for each hold',
    verdict: { deadlock: true },
  },
  (tools, isFixed) => pointers(tools, (me) => (isFixed && me === T1 ? ownerPointer('another request') : P)),
)
