import { cell, check, type System, system, threadIds } from 'lockproof'
import { alwaysSafe, eresource, type KernelRoutines, kernel, ownerPointer, verifierRules } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { behindAWriter } from '../../examples/late-reader.ts'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { page } from '../report/fake.ts'

type Variant = {
  /** A paging write that comes in again asks for the volume first, as a create does. */
  readonly isInOrder: boolean
  readonly workerReleases: 'what the pointer owns' | 'as itself' | 'nothing'
  readonly entersRegion: boolean
}

/** A filter: creates and paging writes, a worker that finishes for a create, and a dismount that takes the volume for itself. */
function filter(variant: Partial<Variant>): System {
  const { isInOrder, workerReleases, entersRegion }: Variant = {
    isInOrder: true,
    workerReleases: 'what the pointer owns',
    entersRegion: true,
    ...variant,
  }
  return system('filter', (tools) => {
    const ids = threadIds(['create', 'paging', 'worker', 'dismount'])
    const [create, paging, worker, dismount] = ids
    const starts = (id: symbol) => (id === worker ? { isSystemThread: true } : {})
    const { asThread } = kernel(tools, { threads: ids, rules: verifierRules, starts })
    const token = ownerPointer('Irp')
    const { Vcb, Fcb, work } = tools.shared({
      Vcb: eresource(),
      Fcb: eresource({ releasers: { [token]: worker } }),
      work: cell(['none', 'queued']),
    })

    tools.thread(create, function* () {
      const my = asThread(create)
      if (entersRegion) yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceSharedLite(Vcb, true)
      yield* my.ExAcquireResourceExclusiveLite(Fcb, true)
      if (workerReleases !== 'as itself') yield* my.ExSetResourceOwnerPointer(Fcb, token)
      yield* work.store('queued')
      yield* my.ExReleaseResourceLite(Vcb)
      if (entersRegion) yield* my.KeLeaveCriticalRegion()
    })
    tools.thread(paging, function* () {
      const my = asThread(paging)
      yield* my.KeEnterCriticalRegion()
      const [first, second] = isInOrder ? [Vcb, Fcb] : [Fcb, Vcb]
      yield* my.ExAcquireResourceSharedLite(first, true)
      yield* my.ExAcquireResourceSharedLite(second, true)
      yield* my.ExReleaseResourceLite(second)
      yield* my.ExReleaseResourceLite(first)
      yield* my.KeLeaveCriticalRegion()
    })
    tools.thread(worker, () => finishes(asThread(worker)))
    tools.thread(dismount, function* () {
      const my = asThread(dismount)
      yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceExclusiveLite(Vcb, true)
      yield* my.ExReleaseResourceLite(Vcb)
      yield* my.KeLeaveCriticalRegion()
    })
    alwaysSafe(tools, { Vcb, Fcb })

    function* finishes(my: KernelRoutines) {
      yield* work.waitFor('queued')
      if (workerReleases === 'as itself') yield* my.ExReleaseResourceLite(Fcb)
      if (workerReleases === 'what the pointer owns') yield* my.ExReleaseResourceForThreadLite(Fcb, token)
    }
  })
}

/** An owner outside of every region is suspended by one that wants to own, too, before it would resume it. */
const suspended: System = system('suspended owner', (tools) => {
  const [owner, other] = threadIds(['owner', 'other'])
  const { R } = tools.shared({ R: eresource() })
  const { asThread, suspend, resume } = kernel(tools, { threads: [owner, other] })
  tools.thread(owner, function* () {
    yield* asThread(owner).ExAcquireResourceExclusiveLite(R, true)
    yield* asThread(owner).ExReleaseResourceLite(R)
  })
  tools.thread(other, function* () {
    yield* suspend(owner)
    yield* asThread(other).ExEnterCriticalRegionAndAcquireResourceExclusive(R)
    yield* resume(owner)
  })
})

/** From the first values on, without places. */
function told(of: System): string {
  const here = {
    ...page(100),
    places: (text: string) => text.replace(/\S*\/(?:traces\.test|late-reader)\.ts:\d+:\d+/, ''),
  }
  const lines = verdictText(check(of, { reduction: 'none' }), here)
    .split('\n')
    .map((line) => line.trimEnd())
  const start = lines.findIndex((line) => line.startsWith('  at first'))
  const end = lines.findIndex((line) => line.startsWith('  ') && / steps? \(/.test(line))
  return `\n${lines.slice(start, end).join('\n')}`
}

describe('a trace of ERESOURCE', () => {
  test('says who waits behind whom, also behind one that is only queued', () => {
    expect(told(behindAWriter)).toMatchInlineSnapshot(`
      "
        at first  R, Q free

           reader                 late                   writer
        1  ExAcquireResourceSharedLite(R, TRUE) → TRUE   │
             R shared: reader     │                      │
        2  │                      │                      ExAcquireResourceExclusiveLite(R, TRUE) … waits
           │                      │                        R shared: reader (exclusive waits: writer)
        3  │                      ExAcquireResourceExclusiveLite(Q, TRUE) → TRUE
           │                        Q exclusive: late    │
        4  │                      ExAcquireResourceSharedLite(R, TRUE) … waits
           │                        R shared: reader (exclusive waits: writer; shared waits: late)
        5  ExAcquireResourceExclusiveLite(Q, TRUE) … waits
             Q exclusive: late (exclusive waits: reader) │

        at last   R shared: reader (exclusive waits: writer; shared waits: late)
                  Q exclusive: late (exclusive waits: reader)

        reader  waits in ExAcquireResourceExclusiveLite(Q, TRUE)
                for late: owns it exclusively
        late    waits in ExAcquireResourceSharedLite(R, TRUE)
                for writer: asked for exclusive access first
        writer  waits in ExAcquireResourceExclusiveLite(R, TRUE)
                for reader: owns it shared
        they wait in a ring: reader → late → writer → reader

        R, Q are taken in different orders; in one order no such ring can close
      "
    `)
  })

  test('leaves out regions on which nothing depends', () => {
    expect(told(filter({ isInOrder: false }))).toMatchInlineSnapshot(`
      "
        at first  KTHREAD create, paging, dismount at PASSIVE_LEVEL, APCs enabled
                  KTHREAD worker at PASSIVE_LEVEL, APCs enabled, system thread
                  Vcb, Fcb free, work: 'none'

           create        paging        worker        dismount
        2  ExAcquireResourceSharedLite(Vcb, TRUE) → TRUE
             Vcb shared: create        │             │
        4  │             │             │             ExAcquireResourceExclusiveLite(Vcb, TRUE) … waits
           │             │             │               Vcb shared: create (exclusive waits: dismount)
        6  │             ExAcquireResourceSharedLite(Fcb, TRUE) → TRUE
           │               Fcb shared: paging        │
        7  │             ExAcquireResourceSharedLite(Vcb, TRUE) … waits
           │               Vcb shared: create (exclusive waits: dismount; shared waits: paging)
        8  ExAcquireResourceExclusiveLite(Fcb, TRUE) … waits
             Fcb shared: paging (exclusive waits: create)
        1, 3, 5  KeEnterCriticalRegion() by create, dismount, paging (only checks look at it, and they
          pass)

        at last   Vcb shared: create (exclusive waits: dismount; shared waits: paging)
                  Fcb shared: paging (exclusive waits: create)
                  work: 'none', the others as at first but for what only checks look at

        create    waits in ExAcquireResourceExclusiveLite(Fcb, TRUE)
                  for paging: owns it shared
        paging    waits in ExAcquireResourceSharedLite(Vcb, TRUE)
                  for dismount: asked for exclusive access first
        worker    waits at work.waitFor('queued')
                  for create: could let it go on by work.store('queued')
        dismount  waits in ExAcquireResourceExclusiveLite(Vcb, TRUE)
                  for create: owns it shared
        they wait in a ring: create → paging → dismount → create

        Vcb, Fcb are taken in different orders; in one order no such ring can close
      "
    `)
  })

  test('says who owns what somebody else releases', () => {
    expect(told(filter({ workerReleases: 'as itself' }))).toMatchInlineSnapshot(`
      "
        at first  KTHREAD create, paging, dismount at PASSIVE_LEVEL, APCs enabled
                  KTHREAD worker at PASSIVE_LEVEL, APCs enabled, system thread
                  Vcb, Fcb free, work: 'none'

           create         paging         worker         dismount
        2  ExAcquireResourceSharedLite(Vcb, TRUE) → TRUE│
             Vcb shared: create          │              │
        3  ExAcquireResourceExclusiveLite(Fcb, TRUE) → TRUE
             Fcb exclusive: create       │              │
        4  work.store('queued')          │              │
             work: 'none' → 'queued'     │              │
        5  │              │              work.waitFor('queued')
        6  │              │              ExReleaseResourceLite(Fcb)
           │              │                fails: bug check 0xE3 RESOURCE_NOT_OWNED (resource, worker,
           │              │                  owner table, 2)
           │              │                Fcb exclusive: create, since step 3
        1  KeEnterCriticalRegion() by create (only checks look at it, and they pass)
      "
    `)
  })

  test('says who is to release what an owner pointer owns', () => {
    expect(told(filter({ workerReleases: 'nothing' }))).toMatchInlineSnapshot(`
      "
        at first  KTHREAD create, paging, dismount at PASSIVE_LEVEL, APCs enabled
                  KTHREAD worker at PASSIVE_LEVEL, APCs enabled, system thread
                  Vcb, Fcb free, work: 'none'

            create        paging        worker        dismount
         2  ExAcquireResourceSharedLite(Vcb, TRUE) → TRUE
              Vcb shared: create        │             │
         3  ExAcquireResourceExclusiveLite(Fcb, TRUE) → TRUE
              Fcb exclusive: create     │             │
         4  ExSetResourceOwnerPointer(Fcb, Irp|3)     │
              Fcb exclusive: Irp|3      │             │
         5  work.store('queued')        │             │
              work: 'none' → 'queued'   │             │
         6  ExReleaseResourceLite(Vcb)  │             │
              Vcb free    │             │             │
         9  │             ExAcquireResourceSharedLite(Vcb, TRUE) → TRUE
            │               Vcb shared: paging        │
        10  │             ExAcquireResourceSharedLite(Fcb, TRUE) … waits
            │               Fcb exclusive: Irp|3 (shared waits: paging)
        12  │             │             │             ExAcquireResourceExclusiveLite(Vcb, TRUE) … waits
            │             │             │               Vcb shared: paging (exclusive waits: dismount)
        13  │             │             work.waitFor('queued')
        1, 8, 11  KeEnterCriticalRegion() by create, paging, dismount (only checks look at it, and they
          pass)
        7  KeLeaveCriticalRegion() by create (only checks look at it, and they pass)

        at last   Vcb shared: paging (exclusive waits: dismount)
                  Fcb exclusive: Irp|3 (shared waits: paging)
                  work: 'queued', the others as at first but for what only checks look at

        create    has ended
        paging    waits in ExAcquireResourceSharedLite(Fcb, TRUE)
                  for worker: is to release what Irp|3 owns
        worker    has ended
        dismount  waits in ExAcquireResourceExclusiveLite(Vcb, TRUE)
                  for paging: owns it shared
      "
    `)
  })

  test('says of one that is suspended who could resume it', () => {
    expect(told(suspended)).toMatchInlineSnapshot(`
      "
        at first  R free
                  KTHREAD owner, other at PASSIVE_LEVEL, APCs enabled

           owner                                other
        1  ExAcquireResourceExclusiveLite(R, TRUE) → TRUE
             R exclusive: owner                 │
        2  │                                    suspend(owner)
           │                                      KTHREAD owner at PASSIVE_LEVEL, APCs enabled, suspended
        4  │                                    ExEnterCriticalRegionAndAcquireResourceExclusive(R)
           │                                      … waits
           │                                      R exclusive: owner (exclusive waits: other)
        3  KeEnterCriticalRegion() by other (only checks look at it, and they pass)

        at last   R exclusive: owner (exclusive waits: other)
                  KTHREAD owner at PASSIVE_LEVEL, APCs enabled, suspended
                  the others as at first but for what only checks look at

        owner  waits in ExReleaseResourceLite(R)
               until somebody resumes it; for other: could let it go on by resume(owner)
        other  waits in ExEnterCriticalRegionAndAcquireResourceExclusive(R)
               for owner: owns it exclusively
        they wait in a ring: owner → other → owner
      "
    `)
  })

  test('says of a broken rule since when the thread is as it is', () => {
    expect(told(filter({ entersRegion: false }))).toMatchInlineSnapshot(`
      "
        at first  KTHREAD create, paging, dismount at PASSIVE_LEVEL, APCs enabled
                  KTHREAD worker at PASSIVE_LEVEL, APCs enabled, system thread
                  Vcb, Fcb free, work: 'none'

           create            paging            worker            dismount
        1  ExAcquireResourceSharedLite(Vcb, TRUE)                │
             fails: 0xC4/0x37 (APC rule): ExAcquireResourceSharedLite at PASSIVE_LEVEL, APCs enabled
             KTHREAD create at PASSIVE_LEVEL, APCs enabled, from the start
      "
    `)
  })
})
