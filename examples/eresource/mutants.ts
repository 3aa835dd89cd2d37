import { cell, type ExpectedVerdict, forever, type System, system, type Tools, threadIds } from 'lockproof'
import { asThread, eresource, ownerPointer, type ReleasePolicy } from 'lockproof/eresource'
import { isWaiting, type MutantName, mutants } from '#eresource'
import { T0, T1, T2 } from './actors.ts'
import { anyCalls } from './any-calls.ts'

/** The mutant with N threads that call whatever is no mistake, 2 holds deep. */
function killed(name: string, rule: MutantName, N: number, verdict: ExpectedVerdict): System {
  return system(name, (tools) => {
    anyCalls(tools, threadIds(N), 2, { rules: mutants[rule] })
    tools.expectVerdict(verdict)
  })
}

const S1 = 'S1 who acquired exclusively is alone'
const S7 = 'S7 a thread owns what it acquired and did not release'

export const m2: System = killed('M2 no flag at the hand-off to a writer', 'handOffWithoutFlag', 2, {
  violates: S1,
  steps: 5,
})

export const m3: System = killed('M3 a refusal answers TRUE', 'refusalAnswersTrue', 2, { violates: S7, steps: 2 })

export const m5: System = killed('M5 no hand-off when the last reader leaves', 'noHandOffAfterShared', 2, {
  violates: 'S5 a free resource has no waiters (R)',
  steps: 3,
})

export const m6: System = killed('M6 both classes granted', 'bothClassesGranted', 3, {
  violates: 'S1 an exclusive owner is alone (R)',
  steps: 4,
})

export const m7: System = killed('M7 one reader woken', 'oneReaderWoken', 3, {
  violates: 'S6 readers wait beside readers only behind a writer (R)',
  steps: 4,
})

export const m11: System = killed('M11 a conversion does not count', 'convertWithoutCounting', 2, {
  violates: 'S3 ActiveEntries counts the owners (R)',
  steps: 3,
})

export const m12: System = killed('M12 inverted test for the last release', 'invertedLastRelease', 1, {
  violates: 'S13 an owner has at least one hold (R)',
  steps: 2,
})

/** One owns, the other releases. */
export const m14: System = system(
  'M14 a foreign release steals',
  ({ shared, regions, thread, always, expectVerdict }) => {
    const { R } = shared({ R: eresource({ rules: mutants.releaseWithoutOwnerCheck }) })
    const { holding } = regions('holding')
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      yield* holding(() => ExReleaseResourceLite(R))
    })
    thread(T1, function* () {
      if ((yield* R.ExIsResourceAcquiredSharedLite(T0)) > 0) yield* asThread(T1).ExReleaseResourceLite(R)
    })
    always('a holder owns', [R, holding], (r, inside) => inside.length === 0 || r.activeEntries > 0)
    expectVerdict({ violates: 'a holder owns', steps: 3 })
  },
)

export const m15: System = system('M15 an owner pointer does not rename', ({ shared, thread, expectVerdict }) => {
  const P = ownerPointer('request')
  const { R } = shared({ R: eresource({ rules: mutants.pointerWithoutRename }) })
  thread(T0, function* () {
    const my = asThread(T0)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExSetResourceOwnerPointer(R, P)
    yield* my.ExReleaseResourceForThreadLite(R, P)
  })
  expectVerdict({ fails: '0xE3 RESOURCE_NOT_OWNED (resource, request|3, owner table, 3)', steps: 3 })
})

/** T0 reads, T1 and T2 write for ever; a ghost counts the writers that were granted since T0 began to wait, 2 for more. */
function readerAmongWriters({ shared, ghosts, thread, threads, never }: Tools, releasePolicy: ReleasePolicy): void {
  const { R } = shared({ R: eresource({ releasePolicy }) })
  const { overtakes } = ghosts({ overtakes: cell([0, 1, 2]) })
  thread(T0, function* () {
    yield* forever(function* () {
      const answer = yield* R.ExAcquireResourceSharedLite(T0, true).recording(() => overtakes.store(0))
      if (answer === 'waits') yield* R.returnsFromWait(T0)
      yield* R.ExReleaseResourceLite(T0)
    })
  })
  threads([T1, T2], function* (me) {
    yield* forever(function* () {
      const count = (n: 0 | 1 | 2): 0 | 1 | 2 => (n === 0 ? 1 : 2)
      const answer = yield* R.ExAcquireResourceExclusiveLite(me, true)
      if (answer === 'waits') yield* R.returnsFromWait(me)
      yield* R.ExReleaseResourceLite(me).recording(() => overtakes.update(count))
    })
  })
  never(
    'a reader waits for more than one exclusive period',
    [R, overtakes],
    (r, periods) => isWaiting(r, T0) && periods === 2,
  )
}

/** That readers starve is liveness; that one waits for two exclusive periods, which phase fairness (L3) rules out, is safety. */
export const m17: System = system('M17 writers first', (tools) => {
  readerAmongWriters(tools, 'exclusiveFirst')
  tools.expectVerdict({ violates: 'a reader waits for more than one exclusive period' })
})

export const m17Specification: System = system('M17 readers first: at most one exclusive period', (tools) =>
  readerAmongWriters(tools, 'sharedFirst'),
)

export const m18: System = killed('M18 a recursive reader waits behind a writer', 'recursiveReaderWaits', 2, {
  deadlock: true,
  steps: 3,
})
