/** What of a trace in ITF another run can be held against. */
import { at } from '../../errors/at.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Trace } from '../../verdict/trace.ts'
import { statesOf, threadVariable } from './itf.ts'

/** A run that a file says. */
export type ItfRun = {
  /** That the file names; of one that names none who steps, state by state. */
  readonly schedule: string
  /** @throws UsageError U007 where the run comes through other states: the design is another than the trace is of. The first value that differs is named. */
  readonly requireSame: (trace: Trace) => void
}

type State = Readonly<Record<string, unknown>>

/** @throws UsageError U007 */
export function itfRun(file: string, text: string): ItfRun {
  const { meta, states } = read(file, text)
  return { schedule: scheduleOf(file, meta, states), requireSame: (trace) => requireSameStates(file, states, trace) }
}

function scheduleOf(file: string, meta: unknown, states: readonly State[]): string {
  const own = isRecord(meta) && isRecord(meta.lockproof) ? meta.lockproof.schedule : undefined
  if (typeof own === 'string') return own
  const threads = states.slice(1).map((state) => state[threadVariable])
  if (!threads.every((thread) => typeof thread === 'string' && thread !== '')) {
    throw malformed(file, `a schedule in #meta.lockproof, or a thread in ${threadVariable} of each state`, 'neither')
  }
  return threads.join(' ')
}

function requireSameStates(file: string, states: readonly State[], trace: Trace): void {
  const [expected, seen] = [states.map(objectsOf), statesOf(trace).map(objectsOf)]
  if (expected.length !== seen.length) throw malformed(file, `${seen.length} states`, `${expected.length}`)
  for (const [index, state] of seen.entries()) {
    const other = at(expected, index)
    for (const name of new Set([...Object.keys(state), ...Object.keys(other)])) {
      const [here, there] = [JSON.stringify(state[name]), JSON.stringify(other[name])]
      if (here !== there) throw differs(file, { name, index, here, there })
    }
  }
}

type Difference = {
  readonly name: string
  readonly index: number
  readonly here: string | undefined
  readonly there: string | undefined
}

function differs(file: string, { name, index, here = 'nothing', there = 'nothing' }: Difference): UsageError {
  return new UsageError(
    'U007',
    `${file} is of another design: in state ${index} ${name} is ${there} there and ${here} here. Check the design again.`,
    { expected: there, seen: here, fix: 'Check the design again' },
  )
}

function objectsOf(state: State): State {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !/^(?:#meta$|lockproof::)/.test(name)))
}

function read(file: string, text: string): { readonly meta: unknown; readonly states: readonly State[] } {
  const parsed = parse(file, text)
  const { '#meta': meta, states } = isRecord(parsed) ? parsed : {}
  if (!Array.isArray(states) || !states.every(isRecord)) throw malformed(file, 'a list of states', 'none')
  return { meta, states }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(file, 'JSON', error instanceof Error ? error.message : 'none')
  }
}

function malformed(file: string, expected: string, seen: string): UsageError {
  const fix = 'Give a file that lockproof check --report itf=FILE has written'
  return new UsageError('U007', `${file} is no trace in ITF: expected ${expected}, saw ${seen}. ${fix}.`, {
    expected,
    seen,
    fix,
  })
}

function isRecord(value: unknown): value is State {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
