import type { Access, Machine, Size, Words } from '../src/model/memory/machine.ts'
import type { MemoryProgram } from './arbitraries/memory-program.ts'
import { type Execution, executions, type Model, type Op, outcomesOf, type Straight } from './naive-memory.ts'

type State = { memory: Words; places: readonly number[]; reads: readonly (readonly number[])[] }

function accessOf({ kind, cell, value, order }: Op): Access {
  if (kind === 'update') return { kind, cell, order, failureOrder: 'relaxed', effect: () => value }
  if (kind === 'plain load') return { kind, cell }
  if (kind === 'plain store') return { kind, cell, value }
  if (kind === 'load') return { kind, cell, order: order as 'relaxed' } // programs have orders that fit
  return kind === 'store' ? { kind, cell, value, order: order as 'relaxed' } : { kind, order }
}

/** Whatever a machine can do with a program. */
function explore(machine: Machine, threads: Straight): { last: State[]; races: boolean } {
  const first: State = { memory: machine.initial, places: threads.map(() => 0), reads: threads.map(() => []) }
  const met = new Map([[JSON.stringify(first), first]])
  const last: State[] = []
  let races = false
  for (const state of met.values()) {
    const steps = threads.flatMap((_, thread) => stepsOf(machine, threads, state, thread))
    const next = steps.filter((it) => it !== 'race')
    races ||= next.length < steps.length
    for (const it of next) met.set(JSON.stringify(it), it)
    if (steps.length === 0 && threads.every((ops, t) => state.places[t] === ops.length)) last.push(state)
  }
  return { last, races }
}

/** All outcomes of a program on a machine, written as the oracle writes them. */
export function outcomesOn(machine: Machine, cells: number, threads: Straight): Set<string> {
  return new Set(
    explore(machine, threads).last.map(({ memory, reads }) => {
      const values = Array.from({ length: cells }, (_, cell) => machine.newest(memory, cell))
      return `${reads.flat().join(' ')} / ${values.join(' ')}`
    }),
  )
}

/** What one machine can do that the other cannot; nothing where it does as much. */
export function missing(
  make: (size: Size) => Machine,
  exact: (size: Size) => Machine,
  { cells, threads }: MemoryProgram,
): string | undefined {
  const size = { cells: new Array<number>(cells).fill(0), plains: [], threads: threads.length }
  const found = outcomesOn(make(size), cells, threads)
  return [...outcomesOn(exact(size), cells, threads)].find((it) => !found.has(it))
}

/** Whether it finds a race, in a program with one plain cell. */
export function racesOn(make: (size: Size) => Machine, cells: number, threads: Straight): boolean {
  const size = { cells: new Array<number>(cells).fill(0), plains: [0], threads: threads.length }
  return explore(make(size), threads).races
}

function stepsOf(machine: Machine, threads: Straight, state: State, thread: number): (State | 'race')[] {
  const settled = machine.settles(state.memory, thread).map((it) => ({ ...state, memory: it.state }))
  const op = threads[thread]![state.places[thread]!]
  if (op === undefined) return settled
  const done = machine.ways(state.memory, thread, accessOf(op)).map((way): State | 'race' => {
    if (way.kind === 'full') throw new Error('the machine was made too small')
    if (way.kind === 'race') return 'race'
    const sees = op.kind === 'load' || op.kind === 'update'
    const reads = state.reads.map((seen, t) => (t === thread && sees ? [...seen, way.read!] : seen))
    return { memory: way.state, places: state.places.with(thread, state.places[thread]! + 1), reads }
  })
  return [...settled, ...done]
}

/** What the machine forgets, and what it makes up; nothing where it equals the axioms. */
export function difference(
  make: (size: Size) => Machine,
  model: Model,
  cells: number,
  threads: Straight,
  all: readonly Execution[] = [...executions(cells, threads)],
): string | undefined {
  const size = { cells: new Array<number>(cells).fill(0), plains: [], threads: threads.length }
  const [expected, found] = [outcomesOf(model, cells, threads, all), outcomesOn(make(size), cells, threads)]
  const missing = [...expected].find((it) => !found.has(it))
  const extra = [...found].find((it) => !expected.has(it))
  if (missing !== undefined) return `${model} misses ${missing}`
  return extra === undefined ? undefined : `${model} makes up ${extra}`
}
