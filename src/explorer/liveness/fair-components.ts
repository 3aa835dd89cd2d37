/**
 * The components of a part of an arena in which a fair run may stay for ever. A run that stays in a component may go everywhere in it; so a thread that
 * steps inside is no obstacle, one that is owed a step everywhere and never steps inside is one for good, and one that is owed a step somewhere is one
 * under strong fairness only as long as the run comes to these nodes: they are left out, and the rest is looked at again (R. S. Streett, 1982; E. A.
 * Emerson and C.-L. Lei, 1987). What is owed is read from the whole arena, and steps that leave the component do not count.
 */
import type { Task } from '../../tasks/task.ts'
import type { Components } from '../graph/components.ts'
import type { Arena } from '../graph/graph.ts'
import { By } from '../steps/by.ts'
import { type Conditions, mayEnd, possible, type ThreadActions } from './fairness.ts'

/** `members[from … to)` are the nodes whose entry in `numbers` is `number`. */
export type Component = {
  readonly members: Int32Array
  readonly from: number
  readonly to: number
  readonly number: number
  readonly numbers: Int32Array
}

/** Whether a fair run may stay in the component; or what it must avoid in it. Asked before anything else is judged. */
export type Judgement = 'fair' | 'unfair' | { readonly avoids: (node: number) => boolean }

export type Judge = (arena: Arena, conditions: Conditions, component: Component) => Judgement

/**
 * Those of the marked nodes; the marks are used up. With `isOneEnough` only the first found.
 * @throws Stopped
 */
export function* fairNodes(
  arena: Arena,
  conditions: Conditions,
  components: Components,
  marks: Uint8Array,
  { isOneEnough = false, judge = judged }: { isOneEnough?: boolean; judge?: Judge } = {},
): Task<Uint8Array | undefined> {
  const fair = new Uint8Array(isOneEnough ? 0 : marks.length)
  let isFound = false
  for (let isLeft = true; isLeft && !(isFound && isOneEnough); ) {
    isLeft = false
    yield* components.visit(marks, (members, from, to, number) => {
      const judgement = judge(arena, conditions, { members, from, to, number, numbers: components.numbers })
      if (typeof judgement === 'object') {
        isLeft = true
        for (let i = from; i < to; i++) if (judgement.avoids(members[i] as number)) marks[members[i] as number] = 0
        return false
      }
      for (let i = from; i < to; i++) marks[members[i] as number] = 0
      if (judgement === 'unfair') return false
      isFound = true
      for (let i = from; i < to; i++) fair[members[i] as number] = 1
      return isOneEnough
    })
  }
  return isFound ? fair : undefined
}

export function judged(arena: Arena, conditions: Conditions, component: Component): Judgement {
  const { members, from, to, number, numbers } = component
  const { offsets, targets, by, owed } = arena
  const { weak, strong } = conditions.fairness
  const { acceptance } = conditions
  let [isCycle, stepped, everywhere, somewhere, met] = [false, 0, -1, 0, 0]
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    everywhere &= owed[node] as number
    somewhere |= owed[node] as number
    if (acceptance !== undefined) met |= acceptance.marks[node] as number
    for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
      if (numbers[targets[edge] as number] !== number) continue
      isCycle = true
      stepped |= 1 << (by[edge] as number) // by the lowest five bits
    }
  }
  if (!isCycle) return mayEnd(arena, conditions, members[from] as number) ? 'fair' : 'unfair'
  if ((everywhere & ~stepped & (weak | strong)) !== 0) return 'unfair'
  if (acceptance !== undefined && (met & acceptance.all) !== acceptance.all) return 'unfair'
  const threads = somewhere & ~stepped & strong
  const actions = neglectedActions(arena, conditions, component)
  if (threads === 0 && actions.length === 0) return 'fair'
  return {
    avoids: (node) =>
      ((owed[node] as number) & threads) !== 0 || actions.some((wanted) => possible(arena, node, wanted) !== 0),
  }
}

/** Those that are possible in the component, and never happen inside. */
function neglectedActions(arena: Arena, { fairness }: Conditions, component: Component): ThreadActions[] {
  return fairness.actions.flatMap((wanted) => {
    const bits = neglected(arena, component, wanted)
    return bits === 0 ? [] : [{ ...wanted, bits }]
  })
}

function neglected(arena: Arena, { members, from, to, number, numbers }: Component, wanted: ThreadActions): number {
  const { offsets, targets, by } = arena
  let [could, did] = [0, 0]
  for (let i = from; i < to; i++) {
    const node = members[i] as number
    could |= possible(arena, node, wanted)
    for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++)
      if (((by[edge] as number) & By.thread) === wanted.thread && numbers[targets[edge] as number] === number)
        did |= by[edge] as number
  }
  return could & ~did
}
