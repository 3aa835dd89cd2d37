/**
 * Rumur (compiled C, one thread) on a Murphi model, with its symmetry reduction. In the model's text `@N@` stands for the parameter N, and `@T@` (of a
 * readers-writers lock `@TR@`, `@TW@`) for the type of alike threads: a scalarset.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from './expected.ts'
import { pinned } from './measured-row.ts'

export type RumurRun = {
  readonly states: number
  /** From the Murphi source to the verdict: generation, C compiler and search. */
  readonly wholeSeconds: number
}

export function isRumurInstalled(): boolean {
  return spawnSync('rumur', ['--version']).error === undefined
}

/** Runs `<modelsDir>/<model>.m`; `undefined` if there is none, or it has no alike threads. */
export function runRumur(modelsDir: string, row: Row, cpu: string | undefined): RumurRun | undefined {
  const file = join(modelsDir, `${row.model}.m`)
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  if (!/@T[RW]?@/.test(text)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-rumur-'))
  const run = (...command: readonly string[]): string => {
    const [program, ...args] = pinned(command, cpu)
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
  }
  try {
    writeFileSync(join(folder, 'm.m'), withParameters(text, row))
    const startMs = performance.now()
    run(
      'rumur',
      '--threads',
      '1',
      '--symmetry-reduction',
      'heuristic',
      '--deadlock-detection',
      'stuck',
      '-o',
      'm.c',
      'm.m',
    )
    run('gcc', '-std=c11', '-O3', '-march=native', '-mcx16', '-w', '-o', 'm', 'm.c', '-lpthread')
    const report = run('./m')
    const wholeSeconds = (performance.now() - startMs) / 1000
    if (!report.includes('No error found'))
      throw new Error(`Rumur did not finish its search without errors:\n${report}`)
    return { states: Number(/(\d+) states, \d+ rules fired in/.exec(report)?.[1] ?? Number.NaN), wholeSeconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withParameters(text: string, { params }: Row): string {
  const named = Object.entries(params).reduce((all, [name, value]) => all.replaceAll(`@${name}@`, String(value)), text)
  return named
    .replaceAll('@TR@', 'scalarset(R)')
    .replaceAll('@TW@', 'scalarset(W)')
    .replaceAll('@T@', `scalarset(${params.N})`)
}
