import { atomically, cells, choose, forever, proc, range, type Steps, type ThreadId, type Tools } from 'lockproof'
import { alwaysSafe, type EresourceOptions, eresource } from 'lockproof/eresource'
import { type Acquired, countOf } from '#eresource'

/** What a thread knows that it holds: what its own calls answered. */
type Hold = { readonly count: number; readonly isExclusive: boolean }

const nothing: Hold = { count: 0, isExclusive: false }

type AcquireCall = {
  readonly routine:
    | 'ExAcquireResourceExclusiveLite'
    | 'ExAcquireResourceSharedLite'
    | 'ExAcquireSharedStarveExclusive'
    | 'ExAcquireSharedWaitForExclusive'
  readonly Wait: boolean
}

type Call = AcquireCall | { readonly routine: 'release' | 'convert' }

const acquireCalls: readonly AcquireCall[] = (
  [
    'ExAcquireResourceExclusiveLite',
    'ExAcquireResourceSharedLite',
    'ExAcquireSharedStarveExclusive',
    'ExAcquireSharedWaitForExclusive',
  ] as const
).flatMap((routine) => [true, false].map((Wait) => ({ routine, Wait })))

/** Routines that make a reader wait for itself, always or behind a writer. */
const selfDeadlocks: readonly string[] = ['ExAcquireResourceExclusiveLite', 'ExAcquireSharedWaitForExclusive']

/** Every call that is no mistake for a thread that holds this, up to D holds deep. */
function legalCalls({ count, isExclusive }: Hold, D: number): readonly Call[] {
  const isReader = count > 0 && !isExclusive
  const acquires = acquireCalls.filter(
    ({ routine, Wait }) => count < D && !(Wait && isReader && selfDeadlocks.includes(routine)),
  )
  return [
    ...acquires,
    ...(count > 0 ? [{ routine: 'release' } as const] : []),
    ...(isExclusive ? [{ routine: 'convert' } as const] : []),
  ]
}

const granted =
  (isExclusiveCall: boolean) =>
  ({ count, isExclusive }: Hold): Hold => ({
    count: count + 1,
    isExclusive: count === 0 ? isExclusiveCall : isExclusive,
  })

const released = ({ count, isExclusive }: Hold): Hold => (count === 1 ? nothing : { count: count - 1, isExclusive })

const converted = ({ count }: Hold): Hold => ({ count, isExclusive: false })

/**
 * Threads that call for ever whatever is no mistake: every acquire with and without Wait, release and convert. A call is one step: the thread asks
 * what it owns (both queries) and does something that goes with it. Whether what they hold is what the resource says (S7), and nobody holds beside
 * an exclusive one (S1), is seen from their side.
 */
export function anyCalls(
  tools: Tools,
  ids: readonly ThreadId[],
  D: number,
  options: Partial<EresourceOptions> = {},
): void {
  const { shared, ghosts, regions, threads, always } = tools
  const domain = [
    nothing,
    ...range(1, D + 2).flatMap((count) => [true, false].map((isExclusive) => ({ count, isExclusive }))),
  ]
  const { R } = shared({ R: eresource({ recursionLimit: D, ...options }) })
  const { holds } = ghosts({ holds: cells<ThreadId, Hold>(ids, domain) })
  const { waiting } = regions('waiting')

  threads(ids, function* (me) {
    const hold = holds.at(me)
    /** Answers what the thread waits for, if it must. */
    const perform = function* (call: Call): Steps<'exclusive' | 'shared' | null> {
      if ('Wait' in call) {
        const isExclusive = call.routine === 'ExAcquireResourceExclusiveLite'
        const noteGrant = (answer: Acquired) => answer === true && hold.update(granted(isExclusive))
        const answer = yield* R[call.routine](me, call.Wait).recording(noteGrant)
        return answer !== 'waits' ? null : isExclusive ? 'exclusive' : 'shared'
      }
      if (call.routine === 'release') yield* R.ExReleaseResourceLite(me).recording(() => hold.update(released))
      else yield* R.ExConvertExclusiveToSharedLite(me).recording(() => hold.update(converted))
      return null
    }
    const callAny = proc(function* callAny() {
      return yield* atomically(function* () {
        const count = yield* R.ExIsResourceAcquiredSharedLite(me)
        const isExclusive = yield* R.ExIsResourceAcquiredExclusiveLite(me)
        return yield* perform(yield* choose(legalCalls({ count, isExclusive }, D)))
      })
    })
    yield* forever(function* () {
      const access = yield* callAny()
      if (access !== null)
        yield* waiting(() => R.returnsFromWait(me).recording(() => hold.update(granted(access === 'exclusive'))))
    })
  })

  always('S7 a thread owns what it acquired and did not release', [R, holds, waiting], (r, held, inside) =>
    ids.every((id, n) => inside.includes(id) || countOf(r.owners, id) === held[n]?.count),
  )
  always('S1 who acquired exclusively is alone', [holds], (held) =>
    held.every((mine, me) => !mine.isExclusive || held.every(({ count }, other) => other === me || count === 0)),
  )
  alwaysSafe(tools, { R })
}
