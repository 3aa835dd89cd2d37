import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Components } from '../graph/components.ts'
import { claim } from '../graph/storage.ts'
import type { Component } from '../liveness/fair-components.ts'
import type { ContentIn } from '../liveness/stuck.ts'
import { By } from '../steps/by.ts'
import { type Quotient, refuseUnproved, renamingBy } from './quotient.ts'
import { Tracks } from './tracks.ts'

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
    yield* components.visit(marks, (members, from, to, number) => {
      const component = { members, from, to, number, numbers: components.numbers }
      for (let i = from; i < to; i++) {
        const node = members[i] as number
        const here = hopeAt(quotient, node, hope)
        hope[node] = here | contentIn(node, all & ~here)
      }
      spread(tracks, component, hope)
      isStuck = hope[members[from] as number] !== all // every track meets the first node
      return isStuck
    })
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
function spread(tracks: Tracks, component: Component, hope: Int32Array): void {
  const { members, from, to } = component
  tracks.follow(component, By.voluntary)
  const hasHope = new Uint8Array(tracks.length)
  for (let i = from; i < to; i++)
    for (let thread = 0; thread < tracks.threads; thread++)
      if ((((hope[members[i] as number] as number) >>> thread) & 1) === 1)
        hasHope[tracks.of(members[i] as number, thread)] = 1
  for (let i = from; i < to; i++) {
    let all = 0
    for (let thread = 0; thread < tracks.threads; thread++)
      all |= (hasHope[tracks.of(members[i] as number, thread)] as number) << thread
    hope[members[i] as number] = all
  }
}
