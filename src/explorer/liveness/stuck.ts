/**
 * Who is stuck. A thread is stuck in a state if from there on by steps that are owed alone it can never come to be content, and never take one of these
 * steps that advances it: if nobody does what nobody has to do, it never goes on. So hope comes back along owed steps, all threads at once, one bit
 * each: within a component everybody has the same, and components come after those that they lead to.
 */
import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Components } from '../graph/components.ts'
import type { Graph } from '../graph/graph.ts'
import { claim } from '../graph/storage.ts'
import { By } from '../steps/by.ts'

const workOfState = 1 / 10
const workOfContent = 1 / 2

/** Which of these threads are content in a state, as bits. */
export type ContentIn = (state: number, threads: number) => number

/**
 * By state, the threads that are stuck there, as bits. Where a state has not been expanded there is hope for all.
 * @throws Stopped
 */
export function* stuckIn(graph: Graph, threads: number, contentIn: ContentIn, meter: Meter): Task<Int32Array> {
  const { progress } = meter
  const all = 2 ** threads - 1
  try {
    claim(meter, 4 * graph.nodes)
    const hope = new Int32Array(graph.nodes).fill(all, graph.expanded)
    if (yield* isHopeEverywhere(graph, all, contentIn, hope, meter)) return hope.fill(0)
    claim(meter, graph.nodes)
    const components = new Components(graph, meter, By.voluntary)
    const marks = new Uint8Array(graph.nodes).fill(1, 0, graph.expanded)
    components.begin(marks)
    for (let it = components.next(); it !== undefined; it = components.next()) {
      if (meter.isDue) yield* meter.pause()
      if (it === 'a moment') continue
      const { members, from, to } = it
      let hopeOfAll = 0
      for (let i = from; i < to && hopeOfAll !== all; i++) {
        hopeOfAll |= hopeAt(graph, members[i] as number, hope)
        meter.spend(workOfState)
        if (meter.isDue) yield* meter.pause()
      }
      for (let i = from; i < to && hopeOfAll !== all; i++) {
        hopeOfAll |= contentIn(members[i] as number, all & ~hopeOfAll)
        meter.spend(workOfContent)
        if (meter.isDue) yield* meter.pause()
      }
      for (let i = from; i < to; i++) hope[members[i] as number] = hopeOfAll
    }
    for (let state = 0; state < hope.length; state++) hope[state] = all & ~(hope[state] as number)
    return hope
  } finally {
    meter.progress = progress
  }
}

/** Times that hope is carried on to all states before their components are asked for. */
const SWEEPS = 8
const statesBetweenLooks = 1 << 10

/**
 * Where nobody is stuck, which is mostly so, hope has not far to come: a few times through all states, the last first, since steps lead to states of
 * higher numbers but for those that lead back. False: somebody is stuck, or hope comes from too far.
 */
function* isHopeEverywhere(
  graph: Graph,
  all: number,
  contentIn: ContentIn,
  hope: Int32Array,
  meter: Meter,
): Task<boolean> {
  for (const asksContent of [false, true]) {
    for (let sweep = 0, isChanged = true; sweep < SWEEPS && isChanged; sweep++) {
      isChanged = false
      let isMissing = false
      for (let state = graph.expanded - 1; state >= 0; state--) {
        if (state % statesBetweenLooks === 0) yield* look(meter)
        const before = hope[state] as number
        if (before === all) continue
        let found = before | hopeAt(graph, state, hope)
        if (asksContent && sweep === 0 && found !== all) found |= contentIn(state, all & ~found)
        hope[state] = found
        isChanged ||= found !== before
        isMissing ||= found !== all
      }
      if (!isMissing) return true
    }
  }
  return false
}

function* look(meter: Meter): Task<void> {
  meter.spend(statesBetweenLooks * workOfState)
  if (meter.isDue) yield* meter.pause()
}

/** Who advances by an owed step, or has hope where one leads: of a state whose component is open, as far as it is known. */
function hopeAt({ offsets, targets, by }: Graph, state: number, hope: Int32Array): number {
  let found = 0
  for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
    const label = by[edge] as number
    if ((label & By.voluntary) !== 0) continue
    found |= hope[targets[edge] as number] as number
    if ((label & By.stays) === 0) found |= 1 << label // by its lowest five bits
  }
  return found
}

/** A thread that is stuck in some states. */
export type StuckThread = {
  readonly thread: ThreadIndex
  /** How many. */
  readonly states: number
  /** The one that the fewest steps lead to. */
  readonly first: number
  /** The same of those in which it can take no step, or spins; `undefined` if it does in none. */
  readonly firstWaiting: number | undefined
}

/** `stuck`: of each state. `waits`: whether the thread can take no step there, or spins. @throws Stopped */
export function* stuckThreads(
  stuck: Int32Array,
  threads: number,
  waits: (thread: ThreadIndex, state: number) => boolean,
  meter: Meter,
): Task<StuckThread[]> {
  const found = Array.from({ length: threads }, (_, thread) => ({ thread, states: 0, first: -1, firstWaiting: -1 }))
  let missing = 2 ** threads - 1
  for (let state = 0; state < stuck.length; state++) {
    const here = stuck[state] as number
    if (here === 0) continue
    for (const it of found) {
      if (((here >>> it.thread) & 1) === 0) continue
      if (it.states++ === 0) it.first = state
      if (((missing >>> it.thread) & 1) === 0 || !waits(it.thread, state)) continue
      it.firstWaiting = state
      missing &= ~(1 << it.thread)
    }
    meter.spend(workOfContent)
    if (meter.isDue) yield* meter.pause()
  }
  return found
    .filter(({ states }) => states > 0)
    .map((it) => ({ ...it, firstWaiting: it.firstWaiting < 0 ? undefined : it.firstWaiting }))
}

/** Of a run to a state in which the thread is stuck: after how many steps it is so for good. */
export function pointOfNoReturn(stuck: Int32Array, run: readonly number[], thread: ThreadIndex): number {
  return run.findLastIndex((state) => (((stuck[state] as number) >>> thread) & 1) === 0) + 1
}
