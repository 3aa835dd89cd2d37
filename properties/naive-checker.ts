import { FAILED, type Ir, Mark, Pending, type PredicateTable, type Program, predicatesIn } from '../src/model/ir.ts'

/** The oracle: says what the tables mean in the plainest way. Never optimised; expects no `UNKNOWN`; at most 90 lines of code. */

export type NaiveState = { values: number[]; locals: number[] }
export type NaiveEdge = { thread: number; state: NaiveState; isOwed: boolean; advances: boolean }
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
    const isMarked = (local: number, mark: number): boolean => (table.marks[local]! & mark) !== 0
    type How = Pick<NaiveEdge, 'isOwed' | 'advances'>
    const arrive = (from: number, answer: number, local: number, now: number[], before: How): NaiveEdge[] => {
      const how = { ...before, advances: before.advances || table.stays[from]?.has(answer) !== true }
      return table.stored[local]
        ? [{ thread, state: { values: now, locals: locals.with(thread, local) }, ...how }]
        : leave(local, now, how)
    }
    const leave = (local: number, now: number[], before: How): NaiveEdge[] => {
      const next = table.next[local]!
      const how = { ...before, isOwed: before.isOwed && !isMarked(local, Mark.voluntary) }
      if (table.pending[local] === Pending.step) return arrive(local, 0, next[0]!, now, how)
      if (table.pending[local] === Pending.choice) return next.flatMap((to, i) => arrive(local, i, to, now, how))
      if (table.pending[local] !== Pending.operation) return []
      const { object, outcome } = ir.operations[table.operation[local]!]!
      const start = outcome[now[object]!]!
      return Array.from({ length: ir.outcomes[start]! }, (_, i) => ir.outcomes.slice(start + 1 + 2 * i)).flatMap(
        ([value, answer]) => {
          const target = answer === FAILED ? table.failure[local]! : next[answer!]!
          return arrive(local, answer!, target, now.with(object, value!), how)
        },
      )
    }
    const start = locals[thread]!
    return leave(start, values, { isOwed: true, advances: !isMarked(start, Mark.spins) })
  })
}

const naiveValuation = (ir: Ir, { values, locals }: NaiveState, predicate: PredicateTable): number[] => {
  const inside = (region: number): number =>
    ir.threads.reduce((set, { regions }, t) => set + ((regions[locals[t]!]! >> region) & 1) * 2 ** t, 0)
  return predicate.observes.map((it) => (it.kind === 'object' ? values[it.object]! : inside(it.region)))
}

/** Has ended, or may stay where it is for ever. */
export function isNaivelyContent({ ir, unknowns }: Program, state: NaiveState, thread: number): boolean {
  const table = ir.threads[thread]!
  const mayStay = (local: number): boolean =>
    table.pending[local]! >= Pending.finished ||
    (table.marks[local]! & (Mark.voluntary | Mark.idle)) !== 0 ||
    (table.pending[local] === Pending.choice && table.next[local]!.every((to) => !table.stored[to] && mayStay(to)))
  const mayRest = ({ region, predicate }: Ir['rests'][number]): boolean =>
    ((table.regions[state.locals[thread]!]! >> region) & 1) === 1 &&
    unknowns.evaluate(predicate, naiveValuation(ir, state, predicatesIn(ir)[predicate]!))
  return mayStay(state.locals[thread]!) || ir.rests.some(mayRest)
}

export function naiveViolations(program: Program, state: NaiveState): { violations: Violation[]; shown: number[] } {
  const { ir, unknowns } = program
  const hasFailed = ir.threads.some(({ pending }, thread) => pending[state.locals[thread]!] === Pending.failed)
  const isOwed = naiveSuccessors(ir, state).some((edge) => edge.isOwed)
  const violations: Violation[] = hasFailed ? ['failure'] : []
  if (!isOwed && ir.threads.some((_, t) => !isNaivelyContent(program, state, t))) violations.push('deadlock')
  const shown = ir.properties.flatMap((table, property) => {
    const { kind } = table
    const seen = naiveValuation(ir, state, table)
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
