/**
 * Random designs whose threads are alike: what a step does is a hash of what its thread sees when ids are written *self*,
 * *register* or *other*, so it is symmetric by construction. `comparesIds` breaks that: some steps then look at the order of ids.
 */
import fc from 'fast-check'
import {
  again,
  cells,
  ensure,
  loop,
  object,
  pick,
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

export type SymmetricDesign = {
  readonly seed: number
  readonly threads: number
  readonly hasStranger: boolean
  /** Local states of a thread, not counting what it remembers. */
  readonly places: number
  readonly hasBlocking: boolean
  readonly hasFailing: boolean
  readonly hasPicks: boolean
  readonly hasCycles: boolean
  /** Rows of cells: a bit for each thread, a register with an id for each. */
  readonly hasBits: boolean
  readonly hasRegisters: boolean
  readonly hasSet: boolean
  readonly hasQueue: boolean
  readonly comparesIds: boolean
}

type Shared = {
  readonly bit: boolean
  readonly id: ThreadId | null
  readonly set: readonly ThreadId[]
  readonly queue: readonly ThreadId[]
}

export function symmetricDesign(comparesIds: boolean): fc.Arbitrary<SymmetricDesign> {
  return fc.record({
    seed: fc.nat(1 << 30),
    threads: fc.oneof(
      { weight: 2, arbitrary: fc.constant(2) },
      { weight: 4, arbitrary: fc.constant(3) },
      fc.constant(4),
    ),
    hasStranger: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
    places: fc.integer({ min: 2, max: 4 }),
    hasBlocking: fc.boolean(),
    hasFailing: fc.boolean(),
    hasPicks: fc.boolean(),
    hasCycles: fc.boolean(),
    hasBits: fc.boolean(),
    hasRegisters: fc.boolean(),
    hasSet: fc.boolean(),
    hasQueue: fc.boolean(),
    comparesIds: fc.constant(comparesIds),
  })
}

/** A number below `size` that looks drawn. */
export function drawn(size: number, ...what: readonly (string | number)[]): number {
  let hash = 17
  for (const part of what.join('|')) hash = Math.imul(hash ^ part.charCodeAt(0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) % size
}

type Role = (id: ThreadId | null) => string

function viewOf(d: Shared, role: Role): string {
  const members = d.set.map(role).sort().join('')
  return `${d.bit} ${role(d.id)} ${members} ${d.queue.map(role).join('')}`
}

const fates = ['nothing', 'flip', 'own', 'disown', 'give']
const setFates = ['join', 'leave', 'invite']
const queueFates = ['push', 'push', 'shift']

type Drafted = { bit: boolean; id: ThreadId | null; set: readonly ThreadId[]; queue: ThreadId[] }

function befall(d: Drafted, fate: string, me: ThreadId, register: ThreadId | null): ThreadId | null {
  if (fate === 'flip') d.bit = !d.bit
  if (fate === 'own') d.id = me
  if (fate === 'disown') d.id = null
  if (fate === 'give') d.id = register
  if (fate === 'join') d.set = withMember(d.set, me)
  if (fate === 'leave') d.set = withoutMember(d.set, me)
  if (fate === 'invite' && register !== null) d.set = withMember(d.set, register)
  if (fate === 'push' && !d.queue.includes(me)) d.queue.push(me)
  if (fate === 'shift') return d.queue.shift() ?? null
  return d.id
}

/** What the design says, for its own sake: the full search of it must agree with the reduced one. */
export function symmetricSystem(design: SymmetricDesign): System {
  const { seed, threads: count, places, hasBlocking, hasFailing, hasPicks, hasCycles, hasBits, hasRegisters } = design
  return system('symmetric', ({ shared, regions, threads, thread, always, reachable, allowDeadlock }) => {
    const ids = threadIds(count)
    const mine = [...fates, ...(design.hasSet ? setFates : []), ...(design.hasQueue ? queueFates : [])]
    const stranger = threadIds(1, 'S')[0] as ThreadId // one was asked for
    const all = design.hasStranger ? [...ids, stranger] : ids
    const rank = (id: ThreadId | null): number => (id === null ? -1 : all.indexOf(id))
    const core = object<Shared>({ bit: false, id: null, set: [], queue: [] })({
      act(d, me: ThreadId, register: ThreadId | null, place: number) {
        const role: Role = (id) =>
          id === null ? '-' : id === me ? 's' : id === register ? 'r' : id === stranger ? 'x' : 'o'
        const view = viewOf(d, role)
        const seen = design.comparesIds && drawn(3, seed, place) === 0 && rank(d.id) > rank(me) ? `${view}>` : view
        if (hasBlocking) waitUntil(drawn(4, seed, 'block', place, seen) > 0)
        if (hasFailing) ensure(drawn(16, seed, 'fail', place, seen) > 0, 'drawn')
        const way = hasPicks && drawn(4, seed, 'pick', place, seen) === 0 ? pick([0, 1]) : 0
        return befall(d, mine[drawn(mine.length, seed, way, place, seen)] as string, me, register) // below the length
      },
    })
    const { bit, register } = shared({
      core,
      bit: cells(hasBits ? all : [stranger], [false, true]),
      register: cells(hasRegisters ? all : [stranger], [null, ...all]),
    })
    const { inside } = regions('inside')

    const body = (me: ThreadId, kind: string) =>
      loop(0, function* (place: number): Steps<undefined | ReturnType<typeof again<number>>> {
        const next = (answer: string | number | boolean): undefined | ReturnType<typeof again<number>> => {
          const to = hasCycles
            ? drawn(places + 1, seed, kind, 'to', place, String(answer))
            : place + 1 + drawn(2, seed, kind, 'to', place, String(answer))
          return to >= places ? undefined : again(to)
        }
        const mode = drawn(10, seed, kind, 'mode', place)
        if (mode === 0) {
          yield* inside(() => step('here'))
          return next('')
        }
        if (mode === 1 && hasBits) {
          const was = yield* bit.at(me).exchange(drawn(2, seed, kind, place) === 0)
          return next(was)
        }
        const known = hasRegisters ? yield* register.at(me).load() : null
        if (mode === 2 && hasBits && known !== null) {
          yield* bit.at(known).waitFor(drawn(2, seed, kind, place) === 0)
          return next('waited')
        }
        const answer = yield* core.act(me, known, kind === 'S' ? place + 10 : place)
        if (hasRegisters && mode < 6) yield* register.at(me).store(answer)
        return next(answer === null ? 'none' : answer === me ? 'me' : answer === known ? 'known' : 'other')
      })

    threads(ids, (me) => body(me, 'T'))
    if (design.hasStranger) thread(stranger, () => body(stranger, 'S'))
    always(
      'drawn',
      [core, inside],
      (d, within) =>
        drawn(
          40,
          seed,
          'always',
          viewOf(d as Shared, (id) => (id === null ? '-' : 'o')),
          within.length,
        ) > 0,
    )
    reachable('two', [inside, ...(hasBits ? [bit] : [])], (within) => within.length === 2)
    if (drawn(2, seed, 'deadlock') === 0) allowDeadlock()
  })
}
