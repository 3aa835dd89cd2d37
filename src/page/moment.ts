/** A run at a state: values, and what each thread is at. */
import { at } from '../errors/at.ts'
import type { Leaf, LeafChange, RunData, Stance } from '../report/page-data/page-data.ts'

export type LeafNow = {
  readonly leaf: Leaf
  readonly text: string | undefined
  /** What it was before the step, where that was something else. */
  readonly before?: string
  /** The step that has set it; 0: it is as at first. */
  readonly since: number
}

/** All that there are, in their order; those that the step has taken away are without a text. */
export function leavesAt(run: RunData, step: number): readonly LeafNow[] {
  const texts = run.leaves.map(({ first }) => first)
  const since = run.leaves.map(() => 0)
  for (const [index, { changes }] of run.steps.slice(0, step).entries()) {
    for (const { leaf, after } of changes) {
      texts[leaf] = after
      since[leaf] = index + 1
    }
  }
  const last = new Map(run.steps[step - 1]?.changes.map((change) => [change.leaf, change]))
  return run.leaves.flatMap((leaf, l): readonly LeafNow[] => {
    const change = last.get(l)
    if (texts[l] === undefined && (change === undefined || change.isHull === true)) return []
    const before = change?.before
    return [{ leaf, text: texts[l], since: at(since, l), ...(before === undefined ? {} : { before }) }]
  })
}

/** Whether any step changes it. */
export function changedLeaves(run: RunData): ReadonlySet<Leaf> {
  const changed = run.steps.flatMap(({ changes }) => changes.map(({ leaf }) => at(run.leaves, leaf)))
  return new Set(changed)
}

type NetChange = LeafChange & Pick<Leaf, 'path' | 'inWords'>

/** What is otherwise after these steps than before them, and where that is said in words only that. */
export function netChanges(run: RunData, first: number, last: number): readonly NetChange[] {
  const net = new Map<number, LeafChange>()
  for (const { changes } of run.steps.slice(first - 1, last)) {
    for (const change of changes) {
      const { before, ...rest } = change
      const earlier = net.has(change.leaf) ? net.get(change.leaf)?.before : before
      net.set(change.leaf, { ...rest, ...(earlier === undefined ? {} : { before: earlier }) })
    }
  }
  const inOrder = [...net.values()].toSorted((a, b) => a.leaf - b.leaf)
  return inOrder.flatMap((change) => {
    const leaf = run.leaves[change.leaf]
    const isShown = leaf !== undefined && !leaf.isField && change.isHull !== true && change.before !== change.after
    return isShown ? [{ ...change, path: leaf.path, ...(leaf.inWords === undefined ? {} : { inWords: true }) }] : []
  })
}

/** Of each state, by thread. */
type Stances = readonly (readonly Stance[])[]

const stances = new WeakMap<RunData, Stances>()

/** What each thread is at, by state; nobody knows in a run of very many steps. */
export function stancesAt(run: RunData, state: number): readonly Stance[] {
  const known = stances.get(run) ?? stancesOf(run)
  stances.set(run, known)
  return at(known, state)
}

function stancesOf({ spans, steps }: RunData): Stances {
  const byThread = spans.map((list) =>
    list.flatMap(({ from, is }, s) => {
      const end = s + 1 < list.length ? at(list, s + 1).from : steps.length + 1
      return Array.from({ length: end - from }, () => is)
    }),
  )
  return Array.from({ length: steps.length + 1 }, (_, state) => byThread.map((stances) => at(stances, state)))
}
