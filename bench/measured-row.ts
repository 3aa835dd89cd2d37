import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ReductionKind } from 'lockproof'
import type { Row } from './expected.ts'
import type { Measured, RowRequest } from './row.ts'

export type RowOptions = {
  readonly runs: number
  readonly minimise: boolean
  readonly reduction?: ReductionKind
  /** Where to pin the processes; `undefined`: anywhere. */
  readonly cpu: string | undefined
}

/** A line of output: counts, medians over the runs, and memory. */
export type RowResult = Measured & { readonly bytesPerState: number }

/** Measures a row in processes of its own. */
export function measureRow(row: Row, options: RowOptions): RowResult {
  const { model, params } = row
  const { minimise, reduction = 'none' } = options
  const request = { model, params, minimise, reduction }
  const runs = Array.from({ length: options.runs }, () => run(request, options.cpu))
  const [first] = runs
  if (first === undefined) throw new RangeError('measureRow: expected at least one run.')
  const middle = (of: keyof Measured): number => median(runs.map((measured) => measured[of]))
  const peakRssMiB = middle('peakRssMiB')
  return {
    states: first.states,
    edges: first.edges,
    seconds: middle('seconds'),
    compileSeconds: middle('compileSeconds'),
    peakRssMiB,
    bytesPerState: ((peakRssMiB - programMiB(options.cpu)) * 2 ** 20) / first.states,
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [below, above] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return ((below ?? 0) + (above ?? 0)) / 2
}

/** The command with its processor, where the machine has `taskset`. */
export function pinned(command: readonly string[], cpu: string | undefined): readonly [string, ...string[]] {
  const pin = cpu !== undefined && spawnSync('taskset', ['-V']).status === 0 ? ['taskset', '-c', cpu] : []
  return [...pin, ...command] as readonly string[] as readonly [string, ...string[]] // no command is empty
}

let programPeakMiB: number | undefined

/** Peak memory of a process that does nothing worth mentioning. */
function programMiB(cpu: string | undefined): number {
  programPeakMiB ??= median(Array.from({ length: 3 }, () => run({ minimise: true }, cpu).peakRssMiB))
  return programPeakMiB
}

function run(request: RowRequest, cpu: string | undefined): Measured {
  const script = fileURLToPath(new URL('row.ts', import.meta.url))
  const [command, ...args] = pinned([process.execPath, '--import', 'tsx', script, JSON.stringify(request)], cpu)
  const output = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(output) as Measured // row.ts prints one
}
