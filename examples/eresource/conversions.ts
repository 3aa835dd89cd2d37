import { step, type Tools } from 'lockproof'
import { asThread, type EresourceOptions, eresource } from 'lockproof/eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { expecting, type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

/** T0 writes, T2 reads, and T1 converts what T0 owns. */
function foreignConversion(
  { shared, regions, thread, always }: Tools,
  options: Partial<EresourceOptions>,
  isFixed = false,
): void {
  const { R } = shared({ R: eresource(options) })
  const { reading, writing } = regions('reading', 'writing')
  thread(T0, function* () {
    const { ExAcquireResourceExclusiveLite, ExConvertExclusiveToSharedLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* writing()
    if (isFixed) yield* ExConvertExclusiveToSharedLite(R)
    yield* ExReleaseResourceLite(R)
  })
  thread(T2, function* () {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T2)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* reading(() => ExReleaseResourceLite(R))
  })
  if (!isFixed) thread(T1, () => asThread(T1).ExConvertExclusiveToSharedLite(R))
  always('exclusive excludes shared', [reading, writing], (r, w) => r.length === 0 || w.length === 0)
}

export const convertByNonOwner: Scenario = scenario(
  {
    id: 'B23',
    name: 'convert by a non-owner',
    cause: 'the conversion makes the resource shared while its owner believes that it is alone',
    fix: 'the owner converts',
    verdict: { fails: 'convertMisuse: T1' },
    also: [
      expecting('B23 in a free build', { violates: 'exclusive excludes shared' }, (tools) =>
        foreignConversion(tools, { build: 'free' }),
      ),
    ],
  },
  (tools, isFixed) => foreignConversion(tools, {}, isFixed),
)

/** T0 reads and converts; T1 waits to write; T2 reads, perhaps behind T1. */
function conversionByReader(
  { shared, regions, thread, always }: Tools,
  options: Partial<EresourceOptions>,
  isFixed = false,
): void {
  const { R } = shared({ R: eresource(options) })
  const { overtaken } = regions('overtaken')
  thread(T0, function* () {
    const { ExAcquireResourceSharedLite, ExConvertExclusiveToSharedLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceSharedLite(R, true)
    if (!isFixed) yield* ExConvertExclusiveToSharedLite(R)
    yield* ExReleaseResourceLite(R)
  })
  thread(T1, () => writeOnce(R, T1))
  thread(T2, function* () {
    const isGrantedAtOnce = (yield* R.ExAcquireResourceSharedLite(T2, true)) === true
    if (!isGrantedAtOnce) yield* R.returnsFromWait(T2)
    if (isGrantedAtOnce) yield* step('reads')
    else yield* overtaken()
    yield* asThread(T2).ExReleaseResourceLite(R)
  })
  always(
    'a reader that waited behind the writer comes after it',
    [R, overtaken],
    (r, inside) => inside.length === 0 || !r.exclusiveWaiters.includes(T1),
  )
}

export const convertByReader: Scenario = scenario(
  {
    id: 'B24',
    name: 'convert by a reader',
    cause: 'a conversion admits all waiting readers, though the shared period has not ended',
    fix: 'convert only what is owned exclusively',
    verdict: { fails: 'convertMisuse: T0', steps: 2 },
    also: [
      expecting('B24 in a free build', { violates: 'a reader that waited behind the writer comes after it' }, (tools) =>
        conversionByReader(tools, { build: 'free' }),
      ),
    ],
  },
  (tools, isFixed) => conversionByReader(tools, {}, isFixed),
)

export const convertToLetOthersIn: Scenario = scenario(
  {
    id: 'B25',
    name: 'convert to let the others in',
    cause:
      'the others asked for exclusive access, and a conversion admits shared waiters only: all is done one after the other',
    fix: 'acquire shared what is only read',
    verdict: { violates: 'two work at the same time' },
  },
  ({ shared, regions, threads, reachable }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { working } = regions('working')
    threads([T0, T1, T2, T3], function* (me) {
      const { ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ...my } = asThread(me)
      if (isFixed) {
        yield* ExAcquireResourceSharedLite(R, true)
      } else {
        yield* ExAcquireResourceExclusiveLite(R, true)
        yield* my.ExConvertExclusiveToSharedLite(R)
      }
      yield* working()
      yield* my.ExReleaseResourceLite(R)
    })
    reachable('two work at the same time', [working], (inside) => inside.length >= 2)
  },
)

export const forgottenRecursion: Scenario = scenario(
  {
    id: 'B26',
    name: 'forgotten recursion',
    cause: 'a conversion keeps the recursion count, so one release leaves one hold',
    fix: 'one release for each acquire',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExConvertExclusiveToSharedLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      yield* ExAcquireResourceExclusiveLite(R, true)
      yield* ExConvertExclusiveToSharedLite(R)
      yield* ExReleaseResourceLite(R)
      if (isFixed) yield* ExReleaseResourceLite(R)
    })
    thread(T1, () => writeOnce(R, T1))
  },
)
