/** Explores with the naive successors, all threads or those that a layer chooses: what a reduction must preserve, and the sets it chose. */

import { createLayout, pack } from '../src/explorer/states/layout.ts'
import type { ThreadChooser } from '../src/explorer/steps/generate.ts'
import { type Ir, Pending, type Program, type PropertyTable, type ThreadTable } from '../src/model/ir.ts'
import { type NaiveState, naiveStart, naiveSuccessors } from './naive-checker.ts'

export type Preserved = {
  readonly states: number
  /** States in which nobody is owed a step, content or not; the steps to each. */
  readonly depths: ReadonlyMap<string, number>
  readonly failures: ReadonlySet<string>
  readonly valuations: ReadonlySet<string>
  /** Properties with a state that violates an invariant or witnesses a `reachable`, and those with one that makes the predicate throw. */
  readonly shown: ReadonlySet<string>
  /** Each local state of each thread. */
  readonly locals: ReadonlySet<string>
}

export function explore(
  program: Program,
  chooser?: ThreadChooser,
  look: (state: NaiveState) => void = () => {},
): Preserved {
  const { ir } = program
  const choose = chooser === undefined ? () => -1 : chooserOf(ir, chooser)
  const start = naiveStart(ir)
  const met = new Map([[keyOf(start), { state: start, depth: 0 }]])
  const found = {
    depths: new Map<string, number>(),
    failures: new Set<string>(),
    valuations: new Set<string>(),
    shown: new Set<string>(),
    locals: new Set<string>(),
  }
  for (const [key, { state, depth }] of met) {
    look(state)
    found.valuations.add(JSON.stringify(ir.properties.map((property) => valuationOf(ir, property, state))))
    for (const id of ir.properties.keys()) for (const it of shownOf(program, id, state)) found.shown.add(it)
    state.locals.forEach((local, thread) => {
      found.locals.add(`${thread} ${local}`)
      if (ir.threads[thread]!.pending[local] === Pending.failed) found.failures.add(`${thread} ${local}`)
    })
    const chosen = choose(state)
    const all = naiveSuccessors(ir, state)
    const those = all.filter(({ thread }) => (chosen & (1 << thread)) !== 0)
    const edges = those.some(({ isOwed }) => isOwed) ? those : all
    for (const edge of edges) {
      const to = keyOf(edge.state)
      if (!met.has(to)) met.set(to, { state: edge.state, depth: depth + 1 })
    }
    if (edges.some(({ isOwed }) => isOwed)) continue
    found.depths.set(key, depth)
  }
  return { states: met.size, ...found }
}

function chooserOf(ir: Ir, chooser: ThreadChooser): (state: NaiveState) => number {
  const layout = createLayout(ir)
  chooser.prepare(layout)
  const packed = new Int32Array(layout.words)
  return (state) => {
    pack(layout, state, packed, 0)
    return chooser.threadsToExpand(packed, 0)
  }
}

function keyOf({ values, locals }: NaiveState): string {
  return `${values.join()} ${locals.join()}`
}

function valuationOf(ir: Ir, { observes }: PropertyTable, { values, locals }: NaiveState): number[] {
  const isInside = (region: number, table: ThreadTable, thread: number): number =>
    (table.regions[locals[thread]!]! >> region) & 1
  return observes.map((it) =>
    it.kind === 'object'
      ? values[it.object]!
      : ir.threads.reduce((set, table, thread) => set + isInside(it.region, table, thread) * 2 ** thread, 0),
  )
}

function shownOf({ ir, unknowns }: Program, id: number, state: NaiveState): string[] {
  const property = ir.properties[id]!
  try {
    const isTrue = unknowns.evaluate(id, valuationOf(ir, property, state))
    return isTrue === (property.kind === 'reachable') ? [`property ${id}`] : []
  } catch {
    return [`error in property ${id}`]
  }
}
