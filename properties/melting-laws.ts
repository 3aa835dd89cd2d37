import { type Access, KEEPS, type Machine, type Size, type Words } from '../src/model/memory/machine.ts'
import type { LoopProgram } from './arbitraries/memory-program.ts'
import type { Op } from './naive-memory.ts'

/** Where each thread is, what it has read, and how many rounds the first has made at its end, where they count. */
type State = {
  readonly memory: Words
  readonly places: readonly number[]
  readonly reads: readonly (readonly number[])[]
  readonly rounds: number
}

/** An update writes where it reads 0, and is a load elsewhere. */
function accessOf({ kind, cell, value, order }: Op): Access {
  if (kind === 'update')
    return { kind, cell, order, failureOrder: 'relaxed', effect: (read) => (read === 0 ? value : KEEPS) }
  if (kind === 'load') return { kind, cell, order: order as 'relaxed' } // programs have orders that fit
  if (kind === 'store') return { kind, cell, value, order: order as 'relaxed' }
  return { kind: 'fence', order }
}

/** All that can be seen of threads of which the first goes round and round at its end: where they are, what they have read, and what was written last. */
export function seenOf(
  make: (size: Size) => Machine,
  { cells, threads, round }: LoopProgram,
  rounds: number = Number.POSITIVE_INFINITY,
): Set<string> {
  const machine = make({ cells: new Array<number>(cells).fill(0), plains: [], threads: threads.length })
  const [places, reads] = [threads.map(() => 0), threads.map(() => [])]
  const first: State = { memory: machine.initial, places, reads, rounds: 0 }
  const met = new Map([[JSON.stringify(first), first]])
  const seen = new Set<string>()
  for (const state of met.values()) {
    seen.add(textOf(machine, cells, state))
    for (const [thread, body] of threads.entries())
      for (const next of stepsOf(
        machine,
        state,
        thread,
        thread === 0 ? [...body, ...round] : body,
        rounds,
        round.length,
      ))
        met.set(JSON.stringify(next), next)
  }
  return seen
}

function textOf(machine: Machine, cells: number, { memory, places, reads }: State): string {
  const values = Array.from({ length: cells }, (_, cell) => machine.newest(memory, cell))
  return `${places} ${JSON.stringify(reads)} ${values}`
}

function stepsOf(
  machine: Machine,
  state: State,
  thread: number,
  all: readonly Op[],
  rounds: number,
  round: number,
): State[] {
  const place = state.places[thread]!
  const op = all[place]
  if (op === undefined || state.rounds === rounds) return []
  const isLast = thread === 0 && place === all.length - 1
  return machine.ways(state.memory, thread, accessOf(op)).map((way) => {
    if (way.kind !== 'done') throw new Error(`an access is ${way.kind}`)
    return {
      memory: way.state,
      places: state.places.with(thread, isLast ? all.length - round : place + 1),
      reads: way.read === undefined ? state.reads : state.reads.with(thread, [...state.reads[thread]!, way.read]),
      rounds: isLast && rounds < Number.POSITIVE_INFINITY ? state.rounds + 1 : state.rounds,
    }
  })
}
