import {
  again,
  type Cell,
  choose,
  forever,
  loop,
  note,
  repeatUntil,
  type Steps,
  spinUntil,
  step,
  type ThreadId,
} from 'lockproof'
import type { World } from './world.ts'

/** What a statement sees: the shared data, and which thread performs it. */
export type Here = World & { readonly me: ThreadId }

/** One thing a body does. `x` says to which cell, `v` with which value; compound ones have an inside. */
export type Statement = {
  readonly do: string
  readonly x: number
  readonly v: number
  readonly inner?: readonly Statement[]
}

type Part = Pick<Statement, 'x' | 'v'> & { readonly inner: readonly Statement[] }
/** Gives what the frame remembers next; `last` is what it remembered. */
export type Perform = (here: Here, part: Part, last: number, runAll: RunAll) => Steps<number>
/** Performs the statements in one frame; answers the latest answer. */
type RunAll = (here: Here, body: readonly Statement[]) => Steps<number>
export type Performs = Readonly<Record<string, Perform>>

export const cellAt = ({ a, b }: Here, x: number): Cell<number> => (x === 0 ? a : b)
const keyAt = (x: number): 'left' | 'right' => (x === 0 ? 'left' : 'right')

/** What descriptions and files hold beside the shared data, and only read. */
const successors: Readonly<Record<number, { readonly next: number }>> = {
  0: { next: 1 },
  1: { next: 2 },
  2: { next: 0 },
}
const names: ReadonlyMap<number, 'left' | 'right'> = new Map([
  [0, 'left'],
  [1, 'right'],
])
const weights: readonly number[] = [2, 0, 1]

class Ring {
  readonly size: number
  constructor(size: number) {
    this.size = size
  }
  after(value: number): number {
    return (value + 1) % this.size
  }
}

const ring = new Ring(3)

class Tally {
  total = 0
  readonly met: number[] = []
  meet(value: number): this {
    this.met.push(value)
    this.total += value
    return this
  }
}

const addTo = (list: number[], value: number): number => list.push(value)

/** No proc: its steps are those of the frame that performs it, and so is the list. */
function* collect(here: Here, into: number[], rounds: number): Steps {
  for (let round = 0; round < rounds; round++) into.push(yield* cellAt(here, round).load())
}

/** Ends, whatever others do, or waits. */
export const plain: Performs = {
  *load(here, { x }) {
    return yield* cellAt(here, x).load()
  },
  *test(here, { x, v }) {
    return (yield* cellAt(here, x).test((seen) => seen >= v)) ? 1 : 0
  },
  *store(here, { x, v }, last) {
    yield* cellAt(here, x).store(v)
    return last
  },
  *storeLast(here, { x, v }, last) {
    yield* cellAt(here, x).store((last + v) % 3)
    return last
  },
  *exchange(here, { x, v }) {
    return yield* cellAt(here, x).exchange(v)
  },
  *compareAndSwap(here, { x, v }) {
    return (yield* cellAt(here, x).compareAndSwap(v, (v + 1) % 3)) ? 1 : 0
  },
  *update(here, { x, v }, last) {
    yield* cellAt(here, x).update((seen) => Math.max(seen, v))
    return last
  },
  *waitFor(here, { x, v }, last) {
    yield* cellAt(here, x).waitFor(v)
    return last
  },
  *waitUntil(here, { x, v }, last) {
    yield* cellAt(here, x).waitUntil((seen) => seen <= v)
    return last
  },
  *whenLoad(here, { x, v }) {
    return yield* cellAt(here, x)
      .when((seen) => seen !== v)
      .load()
  },
  *whenStore(here, { x, v }, last) {
    yield* cellAt(here, x).when(0).store(v)
    return last
  },
  *whenExchange(here, { x, v }) {
    return yield* cellAt(here, x)
      .when((seen) => seen < 2)
      .exchange(v)
  },
  *whenUpdate(here, { x, v }, last) {
    yield* cellAt(here, x)
      .when((seen) => seen > 0)
      .update((seen) => (seen > v ? v : seen - 1))
    return last
  },
  *whenFetchUpdate(here, { x, v }) {
    return yield* cellAt(here, x)
      .when(v)
      .fetchUpdate((seen) => (seen + 1) % 3)
  },
  *compareExchange(here, { x, v }) {
    return yield* cellAt(here, x).compareExchange(v, (v + 2) % 3)
  },
  *fetchUpdate(here, { x, v }) {
    return yield* cellAt(here, x).fetchUpdate((seen) => Math.abs(seen - v))
  },
  *fetchAnd(here, { x, v }) {
    return yield* cellAt(here, x).fetchAnd(v)
  },
  *turn({ wheel }, { v }) {
    return yield* wheel.fetchAdd(v - 1)
  },
  *rowLoad({ row }, { x }) {
    return yield* row.at(keyAt(x)).load()
  },
  *rowStore({ row }, { x, v }, last) {
    yield* row.at(keyAt(x)).store(v)
    return last
  },
  *rowSum({ row }) {
    const values: number[] = []
    for (const each of row.each()) values.push(yield* each.load())
    return values.reduce((sum, value) => sum + value, 0) % 3
  },
  *placeLoad({ place }) {
    const { at } = yield* place.load()
    return at
  },
  *placeStore({ place }, { v }, last) {
    yield* place.store({ at: v })
    return last
  },
  *take({ desk, me }, _, last) {
    yield* desk.take(me)
    return last
  },
  *tryTake({ desk, me }) {
    const isTaken = yield* desk.tryTake(me)
    if (isTaken) yield* desk.give(me)
    return isTaken ? 1 : 0
  },
  *toss({ desk }) {
    return yield* desk.toss()
  },
  *put({ desk }, { v }, last) {
    yield* desk.put(v)
    return last
  },
  *next({ desk }) {
    return yield* desk.next()
  },
  *join({ desk, me }, _, last) {
    yield* desk.join(me)
    return last
  },
  *leave({ desk, me }) {
    return yield* desk.leave(me)
  },
  *all({ desk }, { v }) {
    const queue = [...(yield* desk.all()), v]
    queue.sort()
    return queue[0] ?? 0
  },
  *look({ desk, me }) {
    const { owner, waiting } = yield* desk.look()
    return owner === me ? 2 : Math.min(waiting, 1)
  },
  *queued({ desk }) {
    const queue = yield* desk.queued()
    return queue.at(-1) ?? 0
  },
  *count(here, { x, v }, last) {
    yield* cellAt(here, x)
      .store(v)
      .recording(() => here.seen.update((count) => Math.min(count + 1, 3)))
    return last
  },
  *countIf(here, { x, v }, last) {
    yield* cellAt(here, x)
      .compareAndSwap(v, 0)
      .recording((isDone) => isDone && here.seen.store(v))
    return last
  },
  *tableRead(here, { x }) {
    const value = yield* cellAt(here, x).load()
    yield* cellAt(here, x).store(successors[value]?.next ?? 0)
    return weights[value] ?? 0
  },
  *nameRead({ row }, { x }) {
    return yield* row.at(names.get(x) ?? 'left').load()
  },
  *ringRead(here, { x }, last) {
    const value = ring.after(last)
    yield* cellAt(here, x).update((seen) => (seen === value ? ring.after(seen) : seen))
    return value
  },
  *tally(here, { x, v }) {
    const tally = new Tally().meet(v)
    tally.meet(yield* cellAt(here, x).load())
    yield* step('local')
    return (tally.total + tally.met.length) % 3
  },
  *collected(here, { v }) {
    const list: number[] = []
    yield* collect(here, list, 2)
    addTo(list, v)
    list.splice(0, 1)
    return list.reduce((sum, value) => sum + value, 0) % 3
  },
  *localRecord(here, { x, v }) {
    const record: { first?: number; times: number } = { first: v, times: 0 }
    if ((yield* cellAt(here, x).load()) === v) delete record.first
    record.times++
    yield* step('local')
    return (record.first ?? 0) + record.times > 2 ? 1 : 0
  },
  *shadows(here, { x, v }) {
    let value = v
    {
      const value = yield* cellAt(here, x).load()
      if (value > 1) return value
    }
    value += yield* cellAt(here, x).load()
    return value % 3
  },
  *tries(here, { x, v }) {
    let caught = 0
    try {
      if ((yield* cellAt(here, x).load()) === v) throw new RangeError('as wanted')
    } catch {
      caught = 1
    } finally {
      caught += 1
    }
    yield* step('local')
    return caught
  },
  *hold({ holder, me }, _, last) {
    yield* holder.when(null).store(me)
    return last
  },
  *drop({ holder, me }) {
    return (yield* holder.compareAndSwap(me, null)) ? 1 : 0
  },
  *held({ holder, me }) {
    const who = yield* holder.when((it) => it !== null).load()
    return who === me ? 1 : 2
  },
  *serve({ desk }, { v }) {
    return yield* desk.serve(v)
  },
  *step(_, { v }, last) {
    yield* step(`skip ${v}`)
    return last
  },
  *note(_, { v }, last) {
    yield* note(`noted ${v}`)
    yield* step('local')
    return last
  },
  *choose(_, { v }) {
    return yield* choose([v, (v + 1) % 3])
  },
  *chooseRecord(here, { x }, last) {
    const { at, by } = yield* choose([
      { at: 0, by: [1, 2] },
      { at: 1, by: [0] },
    ])
    yield* cellAt(here, x).store(by[at] ?? last)
    return by.length
  },
  *visit({ critical }, _, last) {
    yield* critical()
    return last
  },
}

/** May fail, or go on for ever. */
export const risky: Performs = {
  *add(here, { x, v }, last) {
    yield* cellAt(here, x).add(v - 1)
    return last
  },
  *fetchOr(here, { x, v }) {
    return yield* cellAt(here, x).fetchOr(v)
  },
  *fetchXor(here, { x, v }) {
    return yield* cellAt(here, x).fetchXor(v)
  },
  *ticket({ tickets }) {
    return yield* tickets.fetchAdd(1)
  },
  *give({ desk, me }, _, last) {
    yield* desk.give(me)
    return last
  },
  *refuse(here, { x, v }, last) {
    if ((yield* cellAt(here, x).load()) > v) throw new Error(`more than ${v}`)
    return last
  },
  *until(here, { x, v }, last) {
    yield* repeatUntil(() => cellAt(here, x).test((seen) => seen === v))
    return last
  },
  *spin(here, { x, v }, last) {
    yield* spinUntil(() => cellAt(here, x).test((seen) => seen !== v))
    return last
  },
  *forever(here, { x, v }): Steps<number> {
    return yield* forever(function* () {
      const isLow = yield* cellAt(here, x).test((seen) => seen < v)
      if (isLow) yield* here.wheel.add(1)
    })
  },
  *endless(here, { x }): Steps<number> {
    yield* loop({ value: 0 }, function* ({ value }) {
      yield* cellAt(here, x).store(value)
      return again({ value: (value + 1) % 2 })
    })
    return 0
  },
}
