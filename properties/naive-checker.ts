import { FAILED, type Ir, Pending, type Program } from '../src/model/ir.ts'

/** The oracle: says what the tables mean in the plainest way. Never optimised; expects no `UNKNOWN`; at most 80 lines of code. */

export type NaiveState = { values: number[]; locals: number[] }
export type NaiveEdge = { thread: number; state: NaiveState }
/** A way in which a state violates: `deadlock`, `failure`, `property 3`, `error in property 3`. */
type Violation = string
export type NaiveResult = {
  states: string[]
  edges: number
  levels: number
  deadlocks: string[]
  failures: string[]
  /** By property: the states that violate an invariant or witness a `reachable`, and the steps to the first of them. */
  properties: { states: number; firstDepth: number | undefined }[]
  /** Steps to each kind of violation. */
  violations: Map<Violation, number>
}

export const naiveStart = (ir: Ir): NaiveState => ({
  values: ir.objects.map(({ initial }) => initial),
  locals: ir.threads.map(({ initial }) => initial),
})

export function naiveSuccessors(ir: Ir, { values, locals }: NaiveState): NaiveEdge[] {
  return ir.threads.flatMap((table, thread) => {
    const arrive = (local: number, now: number[]): NaiveEdge[] =>
      table.stored[local] ? [{ thread, state: { values: now, locals: locals.with(thread, local) } }] : leave(local, now)
    const leave = (local: number, now: number[]): NaiveEdge[] => {
      const next = table.next[local]!
      if (table.pending[local] === Pending.skip) return arrive(next[0]!, now)
      if (table.pending[local] === Pending.choice) return next.flatMap((target) => arrive(target, now))
      if (table.pending[local] !== Pending.operation) return []
      const { object, outcome } = ir.operations[table.operation[local]!]!
      const start = outcome[now[object]!]!
      return Array.from({ length: ir.outcomes[start]! }, (_, i) => ir.outcomes.slice(start + 1 + 2 * i)).flatMap(
        ([value, answer]) =>
          arrive(answer === FAILED ? table.failure[local]! : next[answer!]!, now.with(object, value!)),
      )
    }
    return leave(locals[thread]!, values)
  })
}

export function naiveViolations(
  { ir, unknowns }: Program,
  state: NaiveState,
): { violations: Violation[]; shown: number[] } {
  const { values, locals } = state
  const pending = ir.threads.map((table, thread) => table.pending[locals[thread]!]!)
  const isOver = pending.every((it) => it === Pending.finished || it === Pending.failed)
  const violations: Violation[] = pending.includes(Pending.failed) ? ['failure'] : []
  if (!isOver && naiveSuccessors(ir, state).length === 0) violations.push('deadlock')
  const shown = ir.properties.flatMap(({ kind, observes }, property) => {
    const inside = (region: number): number =>
      ir.threads.reduce((set, { regions }, t) => set + ((regions[locals[t]!]! >> region) & 1) * 2 ** t, 0)
    const seen = observes.map((it) => (it.kind === 'object' ? values[it.object]! : inside(it.region)))
    try {
      const isTrue = unknowns.evaluate(property, seen)
      if (!isTrue && kind === 'invariant') violations.push(`property ${property}`)
      return isTrue === (kind === 'reachable') ? [property] : []
    } catch {
      violations.push(`error in property ${property}`)
      return [property]
    }
  })
  return { violations, shown }
}

export function naiveCheck(program: Program): NaiveResult {
  const { ir } = program
  const properties: NaiveResult['properties'] = ir.properties.map(() => ({ states: 0, firstDepth: undefined }))
  const none = { states: [], edges: 0, levels: 0 }
  const result: NaiveResult = { ...none, deadlocks: [], failures: [], properties, violations: new Map() }
  const depths = new Map([[JSON.stringify(naiveStart(ir)), 0]])
  for (const [key, depth] of depths) {
    const { violations, shown } = naiveViolations(program, JSON.parse(key))
    for (const property of shown) properties[property]!.states++
    for (const property of shown) properties[property]!.firstDepth ??= depth
    if (violations.includes('deadlock')) result.deadlocks.push(key)
    if (violations.includes('failure')) result.failures.push(key)
    for (const violation of violations) if (!result.violations.has(violation)) result.violations.set(violation, depth)
    for (const { state } of naiveSuccessors(ir, JSON.parse(key))) {
      result.edges++
      if (!depths.has(JSON.stringify(state))) depths.set(JSON.stringify(state), depth + 1)
    }
  }
  return { ...result, states: [...depths.keys()], levels: [...depths.values()].at(-1)! + 1 }
}
