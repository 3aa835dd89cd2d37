/**
 * How often others may enter while a thread waits. No fairness is assumed: every start of a run goes on as a fair one. It is the longest way within the
 * states in which the thread waits, counted in entries of others; and there is no bound where an entry leads from a component of these to itself.
 */
import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Component, Components } from '../graph/components.ts'
import { type Graph, sourceOf } from '../graph/graph.ts'
import { Nearest } from '../graph/nearest.ts'
import type { StatePredicate } from '../graph/predicates.ts'
import { claim } from '../graph/storage.ts'
import { By } from '../steps/by.ts'
import type { Lasso } from './lasso.ts'
import { Places } from './places.ts'

export type Waiting = {
  readonly thread: ThreadIndex
  /** Whether the thread waits. */
  readonly waits: StatePredicate
  /** By thread, whether it is where only one may be at a time. */
  readonly isInside: readonly StatePredicate[]
}

/** `most`: entries of others while the thread waits; no number is too high if it is infinite. Of a graph that was cut off: at least so many. */
export type Bypass = { readonly most: number }

const workOfState = 1 / 10

/** @throws Stopped */
export function* bypassOf(graph: Graph, waiting: Waiting, meter: Meter): Task<Bypass> {
  const { progress } = meter
  try {
    return { most: (yield* longest(graph, waiting, meter)).most }
  } finally {
    meter.progress = progress
  }
}

/** The longest way; or of the edges that can be taken again and again the one that fewest steps lead to. */
function* longest(graph: Graph, waiting: Waiting, meter: Meter): Task<{ most: number; repeated?: number }> {
  const components = new Components(graph, meter)
  claim(meter, 5 * graph.nodes)
  const most = new Int32Array(graph.nodes)
  let highest = 0
  let repeated: number | undefined
  components.begin(yield* waitingStates(graph, waiting, meter))
  for (let it = components.next(); it !== undefined; it = components.next()) {
    if (meter.isDue) yield* meter.pause()
    if (it === 'a moment') continue
    let ahead = 0
    for (let i = it.from; i < it.to; i++) {
      const [here, again] = entriesFrom(graph, waiting, it, it.members[i] as number, most)
      ahead = Math.max(ahead, here)
      if (again !== undefined && (repeated === undefined || again < repeated)) repeated = again
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
    }
    for (let i = it.from; i < it.to; i++) most[it.members[i] as number] = ahead
    highest = Math.max(highest, ahead)
  }
  return repeated === undefined ? { most: highest } : { most: Number.POSITIVE_INFINITY, repeated }
}

function* waitingStates({ nodes, expanded }: Graph, { waits }: Waiting, meter: Meter): Task<Uint8Array> {
  const marks = new Uint8Array(nodes)
  for (let state = 0; state < expanded; state++) {
    if (waits(state)) marks[state] = 1
    meter.spend(workOfState)
    if (meter.isDue) yield* meter.pause()
  }
  return marks
}

/** How many entries may come after the state outside of its component; and the first edge by which others enter inside. */
function entriesFrom(
  graph: Graph,
  waiting: Waiting,
  { number, numbers }: Component,
  state: number,
  most: Int32Array,
): [ahead: number, repeated: number | undefined] {
  const { offsets, targets } = graph
  let ahead = 0
  let repeated: number | undefined
  for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
    const target = targets[edge] as number
    if (!waiting.waits(target)) continue
    const entered = isEntry(graph, waiting, state, edge) ? 1 : 0
    if (numbers[target] !== number) ahead = Math.max(ahead, (most[target] as number) + entered)
    else if (entered === 1) repeated ??= edge
  }
  return [ahead, repeated]
}

/** Whether another thread enters by the edge. */
function isEntry({ by, targets }: Graph, { thread, isInside }: Waiting, state: number, edge: number): boolean {
  const entering = (by[edge] as number) & By.thread
  const inside = isInside[entering] as StatePredicate // one a thread
  return entering !== thread && !inside(state) && inside(targets[edge] as number)
}

/** A run in which others enter again and again while the thread waits, if there is one. @throws Stopped */
export function* endlessBypass(graph: Graph, waiting: Waiting, meter: Meter): Task<Lasso | undefined> {
  const { progress } = meter
  try {
    const { repeated } = yield* longest(graph, waiting, meter)
    if (repeated === undefined) return undefined
    const from = sourceOf(graph, repeated)
    const stem = yield* new Nearest(graph, () => true, meter).to(from, 0)
    const inside = new Nearest(graph, waiting.waits, meter)
    const back = yield* inside.to(from, graph.targets[repeated] as number)
    return { start: 0, stem, cycle: [repeated, ...back], isShortest: false }
  } finally {
    meter.progress = progress
  }
}

/** Of a place: the state, and how often others have entered since the thread began to wait. */
const wordsOfPlace = 2

/** The edges of a shortest run in which others enter so often, at least once, while the thread waits. @throws Stopped */
export function* runWithBypass(
  graph: Graph,
  waiting: Waiting,
  times: number,
  meter: Meter,
): Task<readonly number[] | undefined> {
  const places = new Places(wordsOfPlace, meter.storableBytes)
  const here = new Int32Array(wordsOfPlace)
  places.reach(here)
  for (let place = 0; place < places.size; place++) {
    const state = places.nodeAt(place)
    const before = places.words[wordsOfPlace * place + 1] as number
    for (let edge = graph.offsets[state] as number; edge < (graph.offsets[state + 1] as number); edge++) {
      const target = graph.targets[edge] as number
      const isWaiting = waiting.waits(state) && waiting.waits(target)
      const entries = isWaiting ? before + (isEntry(graph, waiting, state, edge) ? 1 : 0) : 0
      if (entries === times) return [...places.wayTo(place), edge]
      here.set([target, entries])
      places.reach(here, place, edge)
    }
    meter.spend(1)
    if (meter.isDue) yield* meter.pause()
  }
  return undefined
}
