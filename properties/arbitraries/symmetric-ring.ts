/**
 * Alike threads, each in a ring of places over one object, symmetric by construction as in `symmetric-design.ts`: blocked often, never failing, never
 * ending. Each place lies in a region, so that somebody tries, is inside, or may rest.
 */
import fc from 'fast-check'
import {
  again,
  cell,
  loop,
  object,
  pick,
  type Region,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from '../../src/model/language/index.ts'
import { drawn } from './symmetric-design.ts'

export type SymmetricRing = {
  readonly seed: number
  readonly threads: number
  readonly hasStranger: boolean
  readonly places: number
  /** Of ten views of the object, at how many a step waits. */
  readonly blocks: number
  /** Some steps look at the order of ids. */
  readonly comparesIds: boolean
}

export function symmetricRing(comparesIds: boolean): fc.Arbitrary<SymmetricRing> {
  return fc.noBias(
    fc.record({
      seed: fc.nat(1 << 30),
      threads: fc.constantFrom(2, 3, 3, 3, 4),
      hasStranger: fc.boolean(),
      places: fc.integer({ min: 2, max: 4 }),
      blocks: fc.constantFrom(1, 4, 4),
      comparesIds: fc.constant(comparesIds),
    }),
  )
}

type Shared = {
  readonly bit: boolean
  readonly id: ThreadId | null
  readonly queue: readonly ThreadId[]
  readonly set: readonly ThreadId[]
}

/** What the object is to a thread. */
function viewOf({ bit, id, queue, set }: Shared, me: ThreadId): string {
  const ahead = queue.length === 0 ? 'none' : queue[0] === me ? 'first' : queue.includes(me) ? 'behind' : 'others'
  return `${bit} ${id === null ? 'none' : id === me} ${ahead} ${set.includes(me)} ${Math.min(2, set.length)}`
}

const fates = ['flip', 'flip', 'own', 'disown', 'push', 'shift', 'join', 'leave', 'hand on', 'nothing']

type Drafted = { bit: boolean; id: ThreadId | null; queue: ThreadId[]; set: readonly ThreadId[] }

function befall(d: Drafted, fate: string, me: ThreadId): void {
  if (fate === 'flip') d.bit = !d.bit
  if (fate === 'own') d.id = me
  if (fate === 'disown') d.id = null
  if (fate === 'push' && !d.queue.includes(me)) d.queue.push(me)
  if (fate === 'shift') d.queue.shift()
  if (fate === 'join') d.set = withMember(d.set, me)
  if (fate === 'leave') d.set = withoutMember(d.set, me)
  if (fate === 'hand on') d.id = d.queue.shift() ?? d.id
}

export function symmetricRingSystem({
  seed,
  threads: count,
  hasStranger,
  places,
  blocks,
  comparesIds,
}: SymmetricRing): System {
  return system('symmetric ring', ({ shared, regions, mayRest, thread, threads, starvationFree, allowDeadlock }) => {
    const ids = threadIds(count)
    const stranger = threadIds(1, 'S')[0] as ThreadId // one was asked for
    const core = object<Shared>({ bit: false, id: null, queue: [], set: [] })({
      act(d, me: ThreadId, place: number) {
        const isLater = d.id !== null && ids.indexOf(d.id) > ids.indexOf(me)
        const view = `${viewOf(d, me)}${comparesIds && drawn(2, seed, 'compare', place) === 0 ? isLater : ''}`
        waitUntil(drawn(10, seed, 'block', place, view) >= blocks)
        const way = drawn(5, seed, 'pick', place, view) === 0 ? pick([0, 1]) : 0
        befall(d, fates[drawn(fates.length, seed, way, place, view)] as string, me) // below its length
        return drawn(4, seed, 'to', place, view) === 0
      },
    })
    const { it, door } = shared({ it: core, door: cell([false, true]) })
    const { trying, critical, elsewhere, outside } = regions('trying', 'critical', 'elsewhere', 'outside')
    mayRest(elsewhere)
    const regionOf = (kind: string, place: number): Region =>
      [trying, critical, elsewhere, outside, outside][
        place < 2 ? place : drawn(5, seed, kind, 'region', place)
      ] as Region // below its length

    const body = (me: ThreadId, kind: string) =>
      loop(0, function* (place: number): Steps<ReturnType<typeof again<number>>> {
        const mode = drawn(8, seed, kind, 'mode', place)
        const visit = function* (): Steps<boolean> {
          if (mode === 0) yield* step('here')
          if (mode === 1) return yield* door.exchange(drawn(2, seed, kind, place) === 0)
          return mode === 0 ? false : yield* it.act(me, kind === 'S' ? place + 10 : place)
        }
        const jumps = yield* regionOf(kind, place)(visit)
        return again(jumps ? drawn(places, seed, kind, place) : (place + 1) % places)
      })

    threads(ids, (me) => body(me, 'T'))
    if (hasStranger) thread(stranger, () => body(stranger, 'S'))
    starvationFree(trying, critical)
    allowDeadlock()
  })
}
