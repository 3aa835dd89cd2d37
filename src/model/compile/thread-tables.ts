import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import {
  type AnswerId,
  answersIn,
  FAILED,
  type LocalId,
  Mark,
  Pending,
  type ThreadTable,
  targetsIn,
  UNKNOWN,
} from '../ir.ts'
import type { RegionDeclaration } from '../protocol/declarations.ts'
import type { Arrival } from '../run/thread-run.ts'
import type { Automaton, LocalState } from './automaton.ts'

/** The table of one thread, and the way from its rows back to where the thread is in its body. */
export type CompiledThread = {
  readonly table: ThreadTable
  readonly extend: (local: LocalId, answer: AnswerId) => void
  readonly arrival: (local: LocalId) => Arrival
  /** The row of a local state of the automaton, and a local state of a row. */
  readonly rowOf: (local: LocalId) => LocalId
  readonly localOf: (row: LocalId) => LocalId
}

/** What the design says of local states. */
export type Said = {
  readonly regions: (regions: readonly RegionDeclaration[]) => number
  readonly isVoluntary: (arrival: Arrival) => boolean
}

function emptyTable(name: string): ThreadTable {
  return {
    name,
    initial: 0,
    pending: [],
    stored: [],
    operation: [],
    next: [],
    failure: [],
    regions: [],
    marks: [],
    stays: [],
  }
}

function addRow(table: ThreadTable, local: LocalState, said: Said): void {
  const { arrival } = local
  table.pending.push(local.pending)
  table.stored.push(local.isStored)
  table.operation.push(local.operation)
  table.next.push([])
  table.failure.push(UNKNOWN)
  table.regions.push(said.regions(arrival.regions))
  table.marks.push(
    (said.isVoluntary(arrival) ? Mark.voluntary : 0) |
      (arrival.isIdle ? Mark.idle : 0) |
      (arrival.isSpinning ? Mark.spins : 0),
  )
  table.stays.push(local.stays)
}

/** A closed automaton: one row for each class that can be reached, stored ones first, in the order in which a search would meet them. */
export function closedThread(automaton: Automaton, classes: readonly number[], said: Said): CompiledThread {
  const { locals } = automaton
  const representative: LocalId[] = []
  classes.forEach((c, local) => {
    representative[c] ??= local
  })
  const rows = numbered(locals, classes, representative)
  const table = emptyTable(automaton.thread.name)
  const rowOf = new Map(rows.map((c, row) => [c, row]))
  const row = (local: LocalId): LocalId => (local === UNKNOWN ? UNKNOWN : (rowOf.get(at(classes, local)) ?? UNKNOWN))
  for (const c of rows) {
    const local = at(locals, representative[c])
    addRow(table, local, said)
    table.next[table.next.length - 1] = mapped(local.next, row)
    table.failure[table.failure.length - 1] = row(local.failure)
  }
  return {
    table: { ...table, initial: row(0) },
    extend: (local, answer) => {
      throw new InternalError(
        `${table.name} met the answer ${answer} at local state ${local}, which closing did not foresee`,
      )
    },
    arrival: (local) => at(locals, representative[at(rows, local, 'rows')]).arrival,
    rowOf: row,
    localOf: (of) => at(representative, at(rows, of, 'rows')),
  }
}

function mapped(row: readonly LocalId[], target: (local: LocalId) => LocalId): LocalId[] {
  const targets: LocalId[] = []
  for (const answer of answersIn(row)) targets[answer] = target(at(row, answer))
  return targets
}

/** Classes breadth first from the initial one; then the stored ones before the others. */
function numbered(
  locals: readonly LocalState[],
  classes: readonly number[],
  representative: readonly LocalId[],
): number[] {
  const first = at(classes, 0)
  const met = new Set([first])
  for (const c of met) {
    const { next, failure } = at(locals, representative[c])
    for (const local of [...targetsIn(next), failure]) if (local !== UNKNOWN) met.add(at(classes, local))
  }
  const isStored = (c: number): boolean => at(locals, representative[c]).isStored
  return [...[...met].filter(isStored), ...[...met].filter((c) => !isStored(c))]
}

/** An automaton that the search completes: rows are local states in the order in which they were found. */
export function openThread(automaton: Automaton, said: Said): CompiledThread {
  const table = emptyTable(automaton.thread.name)
  const grow = (): void => {
    while (table.pending.length < automaton.locals.length)
      addRow(table, at(automaton.locals, table.pending.length), said)
  }
  grow()
  automaton.locals.forEach(({ next, failure, pending }, local) => {
    table.next[local] = mapped(next, (to) => to)
    table.failure[local] = failure
    const options = pending === Pending.choice ? optionsOf(automaton, local) : pending === Pending.step ? 1 : 0
    for (let option = 0; option < options; option++) table.next[local][option] ??= UNKNOWN
  })
  return {
    table,
    extend: (local, answer) => {
      const next = answer === FAILED ? automaton.fail(local) : automaton.extend(local, answer)
      grow()
      table.stays[local] = at(automaton.locals, local).stays
      if (answer === FAILED) table.failure[local] = next
      else at(table.next, local, 'rows')[answer] = next
      completeRows(automaton, table)
    },
    arrival: (local) => at(automaton.locals, local).arrival,
    rowOf: (local) => local,
    localOf: (row) => row,
  }
}

/** Rows of choices say how many options there are, known or not. */
function completeRows(automaton: Automaton, table: ThreadTable): void {
  for (let local = table.next.length - 1; local >= 0 && table.next[local]?.length === 0; local--) {
    const options =
      table.pending[local] === Pending.choice
        ? optionsOf(automaton, local)
        : table.pending[local] === Pending.step
          ? 1
          : 0
    for (let option = 0; option < options; option++) table.next[local]?.push(UNKNOWN)
  }
}

function optionsOf(automaton: Automaton, local: LocalId): number {
  const { pending } = at(automaton.locals, local).arrival
  return pending.kind === 'choice' ? pending.options.length : 0
}
