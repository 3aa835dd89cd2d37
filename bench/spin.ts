/**
 * SPIN on a Promela model, its table sized to the count that is expected. *Full*: no partial order reduction (`-DNOREDUCE`), no merging of steps and no
 * resetting of dead variables (`-o1 -o2 -o3`), exact states. *Reduced*: as it comes.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Row } from './expected.ts'
import { pinned } from './measured-row.ts'

export type SpinRun = {
  readonly states: number
  readonly edges: number
  /** Of the search, as SPIN prints it, in steps of 10 ms. */
  readonly searchSeconds: number
  /** From the Promela source to the verdict: generation, C compiler and search. */
  readonly wholeSeconds: number
}

export function isSpinInstalled(): boolean {
  return spawnSync('spin', ['-V']).error === undefined && spawnSync('gcc', ['--version']).error === undefined
}

/** Runs `<modelsDir>/<model>.pml`, whose parameters are macros. */
export function runSpin(modelsDir: string, row: Row, search: 'full' | 'reduced', cpu: string | undefined): SpinRun {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-spin-'))
  const run = (...command: readonly string[]): string => {
    const [file, ...args] = pinned(command, cpu)
    return execFileSync(file, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
  }
  const startMs = performance.now()
  try {
    const [merging, reduction] = search === 'full' ? [['-o1', '-o2', '-o3'], ['-DNOREDUCE']] : [[], []]
    run('spin', ...merging, ...macros(row), '-a', resolve(modelsDir, `${row.model}.pml`))
    run('gcc', '-O2', '-w', '-DSAFETY', ...reduction, '-DMEMLIM=14000', '-o', 'pan', 'pan.c')
    const panMs = performance.now()
    const report = run('./pan', ...panOptions(row))
    return parsed(report, (performance.now() - startMs) / 1000, (performance.now() - panMs) / 1000)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function macros({ model, params }: Row): readonly string[] {
  const { R = 0, W = 0 } = params
  const all = model === 'rwlock' ? { ...params, N: R + W } : params
  return Object.entries(all).map(([name, value]) => `-D${name}=${value}`)
}

/** `-w`: twice as many slots as states. `-m`: the depth-first stack, for the longest path that the search may follow. `-E`: deadlocks are no errors. */
function panOptions({ model, states }: Row): readonly string[] {
  const slotBits = Math.max(17, 33 - Math.clz32(states - 1))
  const depth = states < 200_000 ? 200_000 : states < 700_000 ? 400_000 : states < 3_000_000 ? 2_000_000 : 8_000_000
  return [`-w${slotBits}`, `-m${depth}`, ...(model === 'phil' ? ['-E'] : [])]
}

function parsed(report: string, wholeSeconds: number, panSeconds: number): SpinRun {
  const number = (pattern: RegExp): number => Number(pattern.exec(report)?.[1] ?? Number.NaN)
  if (number(/errors: (\d+)/) !== 0) throw new Error(`SPIN did not finish its search without errors:\n${report}`)
  const printedSeconds = number(/elapsed time ([\d.]+)/)
  return {
    states: number(/([\d.e+]+) states, stored/),
    edges: number(/([\d.e+]+) transitions/) - 1, // it counts the initial state too
    searchSeconds: printedSeconds < 0.05 ? Math.min(panSeconds, 0.05) : printedSeconds,
    wholeSeconds,
  }
}
