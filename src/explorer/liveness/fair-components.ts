/**
 * The components of a part of an arena in which a fair run may stay for ever. A run that stays in a component may go everywhere in it; so a thread that
 * steps inside is no obstacle, one that is owed a step everywhere and never steps inside is one for good, and one that is owed a step somewhere is one
 * under strong fairness only as long as the run comes to these nodes: they are left out, and the rest is looked at again (R. S. Streett, 1982; E. A.
 * Emerson and C.-L. Lei, 1987). What is owed is read from the whole arena, and steps that leave the component do not count.
 */
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Component, Components } from '../graph/components.ts'
import type { Arena } from '../graph/graph.ts'
import { By } from '../steps/by.ts'
import { type Conditions, mayEnd, possible, type ThreadActions } from './fairness.ts'

/** Whether a fair run may stay in the component; or what it must avoid in it. Asked before anything else is judged. */
export type Judgement = 'fair' | 'unfair' | { readonly avoids: (node: number) => boolean }

/** @throws Stopped */
export type Judge = (arena: Arena, conditions: Conditions, component: Component, meter: Meter) => Task<Judgement>

export type FairOptions = {
  readonly meter: Meter
  readonly isOneEnough?: boolean
  readonly judge?: Judge
}

const workOfNode = 1 / 10

/**
 * Those of the marked nodes; the marks are used up. With `isOneEnough` the first one found is enough, and not told.
 * @throws Stopped
 */
export function* fairNodes(
  arena: Arena,
  conditions: Conditions,
  components: Components,
  marks: Uint8Array,
  { meter, isOneEnough = false, judge = judged }: FairOptions,
): Task<Uint8Array | undefined> {
  const fair = new Uint8Array(isOneEnough ? 0 : marks.length)
  let isFound = false
  for (let isLeft = true; isLeft; ) {
    isLeft = false
    components.begin(marks)
    for (let it = components.next(); it !== undefined; it = components.next()) {
      if (meter.isDue) yield* meter.pause()
      if (it === 'a moment') continue
      const { members, from, to } = it
      const judgement = yield* judge(arena, conditions, it, meter)
      const avoids = typeof judgement === 'object' ? judgement.avoids : undefined
      for (let i = from; i < to; i++) {
        const node = members[i] as number
        if (avoids === undefined || avoids(node)) marks[node] = 0
        if (judgement === 'fair') fair[node] = 1
        meter.spend(workOfNode)
        if (meter.isDue) yield* meter.pause()
      }
      isLeft ||= avoids !== undefined
      isFound ||= judgement === 'fair'
      if (isFound && isOneEnough) return fair
    }
  }
  return isFound ? fair : undefined
}

/** @throws Stopped */
export function* judged(arena: Arena, conditions: Conditions, component: Component, meter: Meter): Task<Judgement> {
  const { members, from, to, number, numbers } = component
  const { offsets, targets, by, owed } = arena
  const { fairness, acceptance } = conditions
  const actions = new ActionsIn(fairness.actions)
  let [isCycle, stepped, everywhere, somewhere, met] = [false, 0, -1, 0, 0]
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    everywhere &= owed[node] as number
    somewhere |= owed[node] as number
    if (acceptance !== undefined) met |= acceptance.marks[node] as number
    for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
      const label = by[edge] as number
      const isInside = numbers[targets[edge] as number] === number
      if (actions.isAsked) actions.see(label, isInside)
      if (!isInside) continue
      isCycle = true
      stepped |= 1 << label // by the lowest five bits
    }
    meter.spend(workOfNode)
    if (meter.isDue) yield* meter.pause()
  }
  if (!isCycle) return mayEnd(arena, conditions, members[from] as number) ? 'fair' : 'unfair'
  if ((everywhere & ~stepped & (fairness.weak | fairness.strong)) !== 0) return 'unfair'
  if (acceptance !== undefined && (met & acceptance.all) !== acceptance.all) return 'unfair'
  const threads = somewhere & ~stepped & fairness.strong
  const { neglected } = actions
  if (threads === 0 && neglected.length === 0) return 'fair'
  return {
    avoids: (node) =>
      ((owed[node] as number) & threads) !== 0 || neglected.some((wanted) => possible(arena, node, wanted) !== 0),
  }
}

const noActions = new Int32Array(0)

/** What becomes of actions in a component. */
class ActionsIn {
  readonly isAsked: boolean
  readonly #wanted: readonly ThreadActions[]
  /** By thread, as bits of labels. */
  readonly #possible: Int32Array
  readonly #done: Int32Array

  constructor(wanted: readonly ThreadActions[]) {
    this.isAsked = wanted.length > 0
    this.#wanted = wanted
    this.#possible = this.isAsked ? new Int32Array(By.thread + 1) : noActions
    this.#done = this.isAsked ? new Int32Array(By.thread + 1) : noActions
  }

  /** An edge from one of its nodes. */
  see(label: number, isInside: boolean): void {
    const thread = label & By.thread
    this.#possible[thread] = (this.#possible[thread] as number) | label
    if (isInside) this.#done[thread] = (this.#done[thread] as number) | label
  }

  /** Those that are possible in the component, and never happen inside. */
  get neglected(): readonly ThreadActions[] {
    return this.#wanted.flatMap(({ thread, bits }) => {
      const left = (this.#possible[thread] as number) & ~(this.#done[thread] as number) & bits
      return left === 0 ? [] : [{ thread, bits: left }]
    })
  }
}
