import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Component, Components } from '../graph/components.ts'
import { claim } from '../graph/storage.ts'
import type { ContentIn } from '../liveness/stuck.ts'
import { By } from '../steps/by.ts'
import { type Quotient, refuseUnproved, renamingBy } from './quotient.ts'
import { Tracks, workOfThread } from './tracks.ts'

/**
 * Whether somebody is stuck in some state (`liveness/stuck`): hope comes back along owed steps, as the thread is called where they begin, and all along a
 * track. `contentIn` is asked by way of `reduction.program`.
 * @throws Stopped, SymmetryRefused
 */
export function* isSomebodyStuck(quotient: Quotient, contentIn: ContentIn, meter: Meter): Task<boolean> {
  const { progress } = meter
  const { graph } = quotient
  try {
    const components = new Components(graph, meter, By.voluntary)
    const tracks = new Tracks(quotient)
    claim(meter, graph.nodes * (9 + 5 * tracks.threads))
    const all = 2 ** tracks.threads - 1
    const hope = new Int32Array(graph.nodes).fill(all, graph.expanded)
    const marks = new Uint8Array(graph.nodes).fill(1, 0, graph.expanded)
    let isStuck = false
    components.begin(marks)
    for (let it = components.next(); it !== undefined && !isStuck; it = components.next()) {
      if (meter.isDue) yield* meter.pause()
      if (it === 'a moment') continue
      for (let i = it.from; i < it.to; i++) {
        const node = it.members[i] as number
        const here = hopeAt(quotient, node, hope)
        hope[node] = here | contentIn(node, all & ~here)
        meter.spend(workOfThread * tracks.threads)
        if (meter.isDue) yield* meter.pause()
      }
      yield* spread(tracks, it, hope, meter)
      isStuck = hope[it.members[it.from] as number] !== all // every track meets the first node
    }
    refuseUnproved(quotient)
    return isStuck
  } finally {
    meter.progress = progress
  }
}

/** Who advances by an owed step, or has hope where one leads: of a state whose component is open, as far as it is known. */
function hopeAt(quotient: Quotient, node: number, hope: Int32Array): number {
  const { offsets, targets, by } = quotient.graph
  let found = 0
  for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
    const label = by[edge] as number
    if ((label & By.voluntary) !== 0) continue
    const there = hope[targets[edge] as number] as number
    const renaming = renamingBy(quotient, edge)
    for (let thread = 0; thread < renaming.length; thread++)
      found |= ((there >>> (renaming[thread] as number)) & 1) << thread // a permutation
    if ((label & By.stays) === 0) found |= 1 << label // by its lowest five bits
  }
  return found
}

/** Gives everybody on a track the hope that somebody has on it. */
function* spread(tracks: Tracks, component: Component, hope: Int32Array, meter: Meter): Task<void> {
  const { members, from, to } = component
  yield* tracks.follow(component, meter, By.voluntary)
  const hasHope = new Uint8Array(tracks.length)
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    for (let thread = 0; thread < tracks.threads; thread++)
      if ((((hope[node] as number) >>> thread) & 1) === 1) hasHope[tracks.of(node, thread)] = 1
    meter.spend(workOfThread * tracks.threads)
    if (meter.isDue) yield* meter.pause()
  }
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    let all = 0
    for (let thread = 0; thread < tracks.threads; thread++)
      all |= (hasHope[tracks.of(node, thread)] as number) << thread
    hope[node] = all
    meter.spend(workOfThread * tracks.threads)
    if (meter.isDue) yield* meter.pause()
  }
}
