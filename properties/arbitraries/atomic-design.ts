/**
 * Random designs whose steps go through several objects (`atomically`, `choose`): alike threads do the parts of a step
 * in different orders, store without looking, and store again what was there. What they do is a hash of what they have
 * seen, ids as *self* or *other*; unless something breaks that: ids are looked at in their order, the first thread is
 * told apart, or a constant is written, which at some values changes nothing.
 */
import fc from 'fast-check'
import {
  again,
  atomically,
  type Cell,
  type Cells,
  cell,
  cells,
  choose,
  ensure,
  loop,
  modulo,
  object,
  range,
  type Steps,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from '../../src/model/language/index.ts'
import { drawn } from './symmetric-design.ts'

export const breaks = ['no', 'order', 'first', 'const'] as const

export type AtomicDesign = {
  readonly seed: number
  readonly threads: number
  /** Local states of a thread, not counting what it remembers. */
  readonly places: number
  /** Operations of a step, not counting those on each of a row. */
  readonly length: number
  readonly breaks: (typeof breaks)[number]
}

export function atomicDesign(by: AtomicDesign['breaks']): fc.Arbitrary<AtomicDesign> {
  return fc.record({
    seed: fc.nat(1 << 30),
    threads: fc.oneof(
      { weight: 2, arbitrary: fc.constant(2) },
      { weight: 4, arbitrary: fc.constant(3) },
      fc.constant(4),
    ),
    places: fc.integer({ min: 2, max: 4 }),
    length: fc.integer({ min: 1, max: 3 }),
    breaks: fc.constant(by),
  })
}

type Club = { readonly head: ThreadId | null; readonly members: readonly ThreadId[] }

type World = {
  readonly design: AtomicDesign
  readonly ids: readonly ThreadId[]
  readonly x: Cell<ThreadId | null>
  readonly n: Cell<number>
  readonly level: Cells<ThreadId, number>
  readonly club: { visit(me: ThreadId, how: number): Steps<string> }
}

const role = (me: ThreadId, id: ThreadId | null): string => (id === null ? '-' : id === me ? 's' : 'o')

/** What a statement does; answers what was seen. */
type Statement = (world: World, me: ThreadId, k: number) => Steps<string>

const statements: readonly Statement[] = [
  function* load({ design, ids, x }, me, k) {
    const id = yield* x.load()
    const isLater = design.breaks === 'order' && k > 0 && id !== null && ids.indexOf(id) > ids.indexOf(me)
    return isLater ? '>' : role(me, id)
  },
  function* isMine({ x }, me) {
    return (yield* x.test((id) => id === me)) ? 'mine' : 'not mine'
  },
  function* take({ x }, me) {
    return (yield* x.compareAndSwap(null, me)) ? 'taken' : 'not taken'
  },
  function* keep({ x }, me) {
    return (yield* x.compareAndSwap(me, me)) ? 'kept' : 'not kept'
  },
  function* store({ x }, me, k) {
    yield* x.store(k === 0 ? null : me)
    return ''
  },
  function* give({ ids, x }, me) {
    const to = yield* choose(ids)
    yield* x.store(to)
    return role(me, to)
  },
  function* wait({ n }, _, k) {
    yield* n.waitUntil((seen) => seen !== k)
    return ''
  },
  function* count({ n }, _, k) {
    yield* n.add(k)
    return ''
  },
  function* atLeast({ n }, _, k) {
    return (yield* n.test((seen) => seen >= k)) ? 'enough' : 'too few'
  },
  function* raise({ level }, me, k) {
    yield* level.at(me).store(k)
    return ''
  },
  /** Stops at the first: which that is depends on the order of ids, and what is answered does not. */
  function* someone({ ids, level }, me, k) {
    for (const other of ids) if (other !== me && (yield* level.at(other).test((seen) => seen >= k))) return 'someone'
    return 'nobody'
  },
  function* raiseOther({ x, level }, me, k) {
    const id = yield* x.load()
    if (id !== null) yield* level.at(id).store(k)
    return role(me, id)
  },
  function* visit({ club }, me, k) {
    return yield* club.visit(me, k)
  },
]

/** What tells threads apart although it may change nothing. */
const constants: readonly Statement[] = [
  function* storeFirst({ ids, x }) {
    yield* x.store(ids[0] as ThreadId) // there are two at least
    return ''
  },
  function* firstStoresAgain({ ids, x }, me) {
    const first = ids[0] as ThreadId // the same
    if ((yield* x.test((id) => id === first)) && me === first) yield* x.store(first)
    return ''
  },
  function* firstStoresForAll({ ids, x }, me) {
    const first = ids[0] as ThreadId // the same
    if ((yield* x.test((id) => id !== null)) && me === first) yield* x.store(first)
    return ''
  },
  function* swapFirst({ ids, x }) {
    const first = ids[0] as ThreadId // the same
    return (yield* x.compareAndSwap(first, first)) ? '' : ''
  },
]

function* step(world: World, me: ThreadId, place: number): Steps<string> {
  const { seed, length, breaks: by } = world.design
  let seen = ''
  for (let i = 0; i < length; i++) {
    const isOdd = drawn(3, seed, 'odd', place, i, seen) === 0
    const of = by === 'const' && isOdd ? constants : statements
    const statement = of[drawn(of.length, seed, 'what', place, i, seen)] as Statement // below the length
    seen += yield* statement(world, me, drawn(3, seed, 'k', place, i, seen))
    if (by === 'first' && isOdd && me === world.ids[0]) seen += '!'
  }
  return seen
}

/** What the design says, for its own sake: whatever is proved of it must agree with its full search. */
export function atomicSystem(design: AtomicDesign): System {
  return system('atomic', ({ shared, regions, threads, always, reachable }) => {
    const { seed, places } = design
    const ids = threadIds(design.threads)
    const objects = shared({
      x: cell([null, ...ids]),
      n: modulo(3),
      level: cells(ids, range(3)),
      club: object<Club>({ head: null, members: [] })({
        visit(d, me: ThreadId, how: number) {
          const seen = `${role(me, d.head)} ${d.members.includes(me)} ${d.members.length}`
          if (how === 0) waitUntil(drawn(8, seed, 'wait', seen) > 0)
          if (how === 1) ensure(drawn(40, seed, 'fail', seen) > 0, 'drawn')
          const fate = drawn(4, seed, 'fate', how, seen)
          if (fate === 0) d.head = me
          if (fate === 1) d.head = null
          d.members = fate === 2 ? withMember(d.members, me) : fate === 3 ? withoutMember(d.members, me) : d.members
          return seen
        },
      }),
    })
    const { inside } = regions('inside')
    threads(ids, (me) =>
      loop(0, function* (place: number): Steps<undefined | ReturnType<typeof again<number>>> {
        const act = () => atomically(() => step({ ...objects, design, ids }, me, place))
        const seen = drawn(3, seed, 'inside', place) === 0 ? yield* inside(act) : yield* act()
        const to = drawn(2 * places + 1, seed, 'to', place, seen) >> 1
        return to < places ? again(to) : undefined
      }),
    )
    always('drawn', [objects.n, inside], (n, within) => drawn(30, seed, 'always', n, within.length) > 0)
    reachable('two', [inside, objects.x], (within, id) => within.length === 2 && id === null)
  })
}
