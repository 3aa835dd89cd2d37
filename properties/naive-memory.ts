import type { Order } from '../src/model/protocol/orders.ts'
import { acyclic, closure, composed, has, irreflexive, type Relation, relate, union } from './relations.ts'

/**
 * The oracle of memory models: all executions of programs without branches, and the axioms of each model as published. Never optimised. An `update`
 * exchanges; plain cells are counted apart; cells begin with 0 and what is written is told apart by its value.
 */
export type Op = {
  kind: 'load' | 'store' | 'update' | 'fence' | 'plain load' | 'plain store'
  cell: number
  value: number
  order: Order
}
export type Straight = readonly (readonly Op[])[]
export type Model = 'sc' | 'tso' | 'pso' | 'cpp20'

type Event = Op & { thread: number; place: number }
export type Execution = {
  events: readonly Event[]
  po: Relation
  mo: Relation
  rf: Relation
  rb: Relation
  outcome: string
}

const isWrite = ({ kind }: Event): boolean => kind === 'store' || kind === 'update'
const isRead = ({ kind }: Event): boolean => kind === 'load' || kind === 'update'
const acquires = ({ kind, order }: Event): boolean =>
  kind !== 'store' && ['acquire', 'acq_rel', 'seq_cst'].includes(order)
const releases = ({ kind, order, thread }: Event): boolean =>
  thread >= 0 && kind !== 'load' && ['release', 'acq_rel', 'seq_cst'].includes(order)

function orders(of: readonly number[]): number[][] {
  return of.length === 0
    ? [[]]
    : of.flatMap((first) => orders(of.filter((it) => it !== first)).map((rest) => [first, ...rest]))
}
function products<T>(of: readonly (readonly T[])[]): T[][] {
  return of.reduce<T[][]>((all, options) => all.flatMap((some) => options.map((option) => [...some, option])), [[]])
}

/** Every order of the writes of each cell, and every write for each read to read from. */
export function* executions(cells: number, threads: Straight): Generator<Execution> {
  const start: Event[] = Array.from({ length: cells }, (_, cell) => ({
    kind: 'store',
    cell,
    value: 0,
    order: 'relaxed',
    thread: -1,
    place: 0,
  }))
  const events = [...start, ...threads.flatMap((ops, thread) => ops.map((op, place) => ({ ...op, thread, place })))]
  const ids = events.map((_, i) => i)
  const po = relate(
    events.length,
    (i, j) => events[i]!.thread >= 0 && events[i]!.thread === events[j]!.thread && events[i]!.place < events[j]!.place,
  )
  const written = start.map((_, cell) =>
    ids.filter((i) => i >= cells && isWrite(events[i]!) && events[i]!.cell === cell),
  )
  const reads = ids.filter((i) => isRead(events[i]!))
  const sources = reads.map((r) => [events[r]!.cell, ...written[events[r]!.cell]!].filter((w) => w !== r))
  for (const chosen of products(written.map(orders))) {
    const lists = chosen.map((list, cell) => [cell, ...list])
    const place = (i: number): number => lists[events[i]!.cell]!.indexOf(i)
    const mo = relate(
      events.length,
      (i, j) =>
        isWrite(events[i]!) && isWrite(events[j]!) && events[i]!.cell === events[j]!.cell && place(i) < place(j),
    )
    for (const from of products(sources)) {
      const isTorn = reads.some((r, k) => events[r]!.kind === 'update' && place(r) !== place(from[k]!) + 1)
      if (isTorn) continue
      const rf = relate(events.length, (i, j) => reads.includes(j) && from[reads.indexOf(j)] === i)
      const rb = relate(events.length, (i, j) => i !== j && reads.includes(i) && has(mo[from[reads.indexOf(i)]!]!, j))
      const outcome = `${from.map((w) => events[w]!.value).join(' ')} / ${lists.map((list) => events[list.at(-1)!]!.value).join(' ')}`
      yield { events, po, mo, rf, rb, outcome }
    }
  }
}

/** Lamport 1979. */
const isSc = ({ po, mo, rf, rb }: Execution): boolean => acyclic(union(po, mo, rf, rb))

/** Owens, Sarkar, Sewell 2009, and the same with stores that wait for each other only where a barrier says so. */
function isBuffered({ events, po, mo, rf, rb }: Execution, isPso: boolean): boolean {
  const n = events.length
  const isAccess = ({ kind }: Event): boolean => kind !== 'fence'
  const same = relate(
    n,
    (i, j) => has(po[i]!, j) && isAccess(events[i]!) && isAccess(events[j]!) && events[i]!.cell === events[j]!.cell,
  )
  if (!acyclic(union(same, rf, rb, mo))) return false
  const isBuffer = ({ kind, order }: Event): boolean => kind === 'store' && order !== 'seq_cst'
  const drains = (f: Event, a: Event): boolean => {
    if (f.kind === 'update') return !isPso || releases(f) || f.cell === a.cell
    return f.kind !== 'load' && f.order === 'seq_cst'
  }
  const between = (a: Event, b: Event, is: (f: Event) => boolean): boolean =>
    events.some((f) => f.thread === a.thread && f.place > a.place && f.place <= b.place && is(f))
  const ppo = relate(n, (i, j) => {
    const [a, b] = [events[i]!, events[j]!]
    if (!has(po[i]!, j) || !isAccess(a) || !isAccess(b)) return false
    if (isBuffer(a) && b.kind === 'load') return between(a, b, (f) => drains(f, a))
    if (isBuffer(a) && isPso) return between(a, b, (f) => drains(f, a) || releases(f))
    return true
  })
  const rfe = relate(n, (i, j) => has(rf[i]!, j) && events[i]!.thread !== events[j]!.thread)
  return acyclic(union(ppo, rfe, rb, mo))
}

/** ISO C++20 [intro.races]. */
export function happensBefore({ events, po, rf }: Execution): { hb: Relation; sw: Relation } {
  const n = events.length
  const those = (is: (e: Event) => boolean): Relation => relate(n, (i, j) => i === j && is(events[i]!))
  const [writes, reads, fences] = [those(isWrite), those(isRead), those(({ kind }) => kind === 'fence')]
  const [released, acquired] = [those(releases), those(acquires)]
  const sequence = union(
    writes,
    composed(
      writes,
      closure(
        composed(
          rf,
          those(({ kind }) => kind === 'update'),
        ),
      ),
    ),
  )
  const from = union(composed(released, writes), composed(released, fences, po, writes))
  const to = union(composed(reads, acquired), composed(reads, po, fences, acquired))
  const sw = composed(from, sequence, rf, to)
  const first = relate(n, (i, j) => events[i]!.thread < 0 && events[j]!.thread >= 0)
  return { hb: closure(union(po, sw, first)), sw }
}

/** [atomics.order], and no load buffering: nothing is read before it is written. */
function isCpp20(it: Execution): boolean {
  const { events, po, mo, rf, rb } = it
  const those = (is: (e: Event) => boolean): Relation => relate(events.length, (i, j) => i === j && is(events[i]!))
  const { hb, sw } = happensBefore(it)
  const eco = closure(union(rf, mo, rb))
  if (!acyclic(union(po, rf)) || !irreflexive(hb) || !irreflexive(composed(hb, eco))) return false
  const sc = those(({ kind, order }) => kind !== 'fence' && order === 'seq_cst')
  const scFence = those(({ kind, order }) => kind === 'fence' && order === 'seq_cst')
  const either = union(sc, scFence)
  const strongly = closure(union(po, composed(po, hb, po), composed(either, sw, either)))
  const coherent = composed(union(sc, composed(scFence, hb)), eco, union(sc, composed(hb, scFence)))
  return acyclic(union(composed(either, strongly, either), coherent))
}

/** Whether some execution of C++20 has two plain accesses of a cell, one of them a store, of which none happens before the other. */
export function hasRace(cells: number, threads: Straight): boolean {
  const isPlain = ({ kind }: Event): boolean => kind === 'plain load' || kind === 'plain store'
  return [...executions(cells, threads)].filter(isCpp20).some((it) => {
    const { hb } = happensBefore(it)
    const races = relate(it.events.length, (i, j) => {
      const [a, b] = [it.events[i]!, it.events[j]!]
      const conflict = isPlain(a) && isPlain(b) && a.cell === b.cell && a.kind === 'plain store'
      return conflict && a.thread !== b.thread && !has(hb[i]!, j) && !has(hb[j]!, i)
    })
    return races.some((set) => set !== 0)
  })
}

export const isAllowed: Record<Model, (it: Execution) => boolean> = {
  sc: isSc,
  tso: (it) => isBuffered(it, false),
  pso: (it) => isBuffered(it, true),
  cpp20: isCpp20,
}

/** What the reads of all threads may see, in order, with the last values of all cells: `0 2 / 1 2`. */
export function outcomesOf(
  model: Model,
  cells: number,
  threads: Straight,
  all: readonly Execution[] = [...executions(cells, threads)],
): Set<string> {
  return new Set(all.filter(isAllowed[model]).map(({ outcome }) => outcome))
}
