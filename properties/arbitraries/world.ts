import {
  type Cell,
  type Cells,
  cell,
  cells,
  counter,
  ensure,
  type Ghost,
  modulo,
  type Operation,
  object,
  pick,
  type Region,
  range,
  type ThreadId,
  type Tools,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

export type Place = { readonly at: number }

/** What statements work on. */
export type World = {
  readonly a: Cell<number>
  readonly b: Cell<number>
  readonly row: Cells<'left' | 'right', number>
  readonly tickets: Cell<number>
  readonly wheel: Cell<number>
  readonly place: Cell<Place>
  readonly holder: Cell<ThreadId | null>
  readonly seen: Ghost<number>
  readonly critical: Region
  readonly trying: Region
  readonly desk: {
    take(me: ThreadId): Operation
    tryTake(me: ThreadId): Operation<boolean>
    give(me: ThreadId): Operation
    toss(): Operation<number>
    put(value: number): Operation
    next(): Operation<number>
    serve(value: number): Operation<number>
    join(me: ThreadId): Operation
    leave(me: ThreadId): Operation<number>
    all(): Operation<readonly number[]>
    look(): Operation<{ readonly owner: ThreadId | null; readonly waiting: number }>
    queued(): Operation<readonly number[]>
  }
}

type Desk = {
  readonly owner: ThreadId | null
  readonly queue: readonly number[]
  readonly members: readonly ThreadId[]
  readonly coin: { readonly tossed: number; readonly side: 'heads' | 'tails' | null }
}

export const propertyNames: readonly ['alone', 'apart', 'row', 'owner', 'members', 'ghost', 'met', 'together'] = [
  'alone',
  'apart',
  'row',
  'owner',
  'members',
  'ghost',
  'met',
  'together',
]

/** `v` is one of its numbers. */
export type Said = { readonly name: (typeof propertyNames)[number]; readonly v: number }

/** A recipe's own draft may be changed by whom it asks. */
function takeAll(desk: { queue: number[] }): readonly number[] {
  const waiting = [...desk.queue]
  desk.queue = []
  return waiting
}

export function sharedWorld(tools: Tools, ids: readonly ThreadId[], properties: readonly Said[]): World {
  const { a, b, row, tickets, wheel, place, holder, desk } = tools.shared({
    a: cell(range(3)),
    b: cell(range(3)),
    row: cells(['left', 'right'], range(3)),
    tickets: counter({ upTo: 2 }),
    wheel: modulo(3),
    holder: cell<ThreadId | null>([null, ...ids]),
    place: cell<Place>([{ at: 0 }, { at: 1 }, { at: 2 }]),
    desk: object<Desk>({ owner: null, queue: [], members: [], coin: { tossed: 0, side: null } })(
      {
        take(d, me: ThreadId) {
          waitUntil(d.owner === null)
          d.owner = me
        },
        tryTake(d, me: ThreadId) {
          if (d.owner !== null) return false
          d.owner = me
          return true
        },
        give(d, me: ThreadId) {
          ensure(d.owner === me, 'given by another')
          d.owner = null
        },
        toss(d) {
          d.coin.side = pick(['heads', 'tails'])
          d.coin.tossed = Math.min(d.coin.tossed + 1, 2)
          return d.coin.side === 'heads' ? 1 : 0
        },
        put(d, value: number) {
          waitUntil(d.queue.length < 2)
          d.queue.push(value)
        },
        next(d) {
          waitUntil(d.queue.length > 0)
          return d.queue.shift() ?? 0
        },
        serve(d, value: number) {
          let served = 0
          const serveOne = (one: number): void => {
            served += one
          }
          for (const waiting of takeAll(d)) serveOne(waiting)
          d.queue.push(value)
          return served % 3
        },
        join(d, me: ThreadId) {
          d.members = withMember(d.members, me)
        },
        leave(d, me: ThreadId) {
          d.members = withoutMember(d.members, me)
          return d.members.length
        },
        all: (d) => [...d.queue],
      },
      {
        reads: {
          look: ({ owner, queue }) => ({ owner, waiting: queue.length }),
          queued: ({ queue }) => queue,
        },
      },
    ),
  })
  const { seen } = tools.ghosts({ seen: cell(range(4)) })
  const { critical, trying } = tools.regions('critical', 'trying')
  for (const { name, v } of properties)
    switch (name) {
      case 'alone':
        tools.always(name, [critical], (inside) => inside.length <= 1)
        break
      case 'apart':
        tools.never(name, [a, b], (x, y) => x === v && y === 2)
        break
      case 'row':
        tools.never(name, [row], (values) => values.every((value) => value === v + 1))
        break
      case 'owner':
        tools.always(
          name,
          [desk, critical],
          ({ owner }, inside) => owner === null || inside.every((it) => it === owner),
        )
        break
      case 'members':
        tools.never(name, [desk], ({ members, queue }) => members.length === v && queue.includes(v))
        break
      case 'ghost':
        tools.always(name, [seen, a], (count, x) => count <= v + x)
        break
      case 'met':
        tools.reachable(name, [a, place], (x, { at }) => x === v || at === v)
        break
      case 'together':
        tools.reachable(name, [critical, trying], (inside, waiting) => inside.length + waiting.length > 0)
        break
    }
  return { a, b, row, tickets, wheel, place, holder, desk, seen, critical, trying }
}
