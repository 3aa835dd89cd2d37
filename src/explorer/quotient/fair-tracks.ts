/**
 * Fairness in a component of a quotient, as in one of the whole graph (`liveness/fair-components`), of tracks in place of threads: one that is owed a step
 * everywhere and never steps inside is an obstacle for good; one that is owed a step somewhere and never steps inside must not come there again.
 * Threads of one track are alike, and as much is assumed of each.
 */
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Component } from '../graph/components.ts'
import type { Judge } from '../liveness/fair-components.ts'
import { mayEnd } from '../liveness/fairness.ts'
import { By } from '../steps/by.ts'
import type { Quotient } from './quotient.ts'
import { Tracks, workOfThread } from './tracks.ts'

/** What a track meets; bits. */
const Met = { free: 1, owed: 2, step: 4 } as const

/** No acceptance sets and no actions are looked at. */
export function judgeOfTracks(quotient: Quotient): Judge {
  const tracks = new Tracks(quotient)
  return function* (arena, conditions, component, meter) {
    const { weak, strong } = conditions.fairness
    const first = component.members[component.from] as number // not empty
    yield* tracks.follow(component, meter)
    const met = yield* metBy(tracks, quotient, component, meter)
    if (met === undefined) return mayEnd(arena, conditions, first) ? 'fair' : 'unfair'
    /** Whether one of these threads is on a track that meets, of what is asked, that it is owed a step and nothing else. */
    const isOnlyOwed = (node: number, asked: number, among: number): boolean => {
      for (let thread = 0; thread < tracks.threads; thread++)
        if (((among >>> thread) & 1) === 1 && ((met[tracks.of(node, thread)] as number) & asked) === Met.owed)
          return true
      return false
    }
    // every track meets the first node
    if (isOnlyOwed(first, Met.free | Met.owed | Met.step, weak | strong)) return 'unfair'
    if (!isOnlyOwed(first, Met.owed | Met.step, strong)) return 'fair'
    const owedIn = (node: number): number => strong & (arena.owed[node] as number)
    return { avoids: (node) => isOnlyOwed(node, Met.owed | Met.step, owedIn(node)) }
  }
}

/** By track; `undefined` where there is no edge inside. */
function* metBy(
  tracks: Tracks,
  { graph }: Quotient,
  { members, from, to }: Component,
  meter: Meter,
): Task<Uint8Array | undefined> {
  const met = new Uint8Array(tracks.length)
  const meet = (node: number, thread: number, what: number): void => {
    const track = tracks.of(node, thread)
    met[track] = (met[track] as number) | what
  }
  let isCycle = false
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    tracks.forEdgesOf(node, (edge) => {
      isCycle = true
      meet(node, (graph.by[edge] as number) & By.thread, Met.step)
    })
    for (let thread = 0; thread < tracks.threads; thread++)
      meet(node, thread, (((graph.owed[node] as number) >>> thread) & 1) === 1 ? Met.owed : Met.free)
    meter.spend(workOfThread * tracks.threads)
    if (meter.isDue) yield* meter.pause()
  }
  return isCycle ? met : undefined
}
