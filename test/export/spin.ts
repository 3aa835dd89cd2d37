import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const isSpinThere: boolean =
  spawnSync('spin', ['-V']).error === undefined && spawnSync('gcc', ['--version']).error === undefined

export type Spin = {
  readonly states: number
  /** SPIN counts the way to the initial state, too. */
  readonly edges: number
  readonly isViolated: boolean
  /** Of the violation. */
  readonly schedule: string
}

/** What SPIN itself says of a model: its counts with all errors passed by, then its verdict. */
export function spin(model: string): Spin {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-export-'))
  const run = (...[file, ...args]: [string, ...string[]]): string =>
    execFileSync(file, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  try {
    writeFileSync(join(folder, 'm.pml'), model)
    run('spin', '-o1', '-o2', '-o3', '-a', 'm.pml')
    run('gcc', '-O1', '-w', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c')
    const whole = run('./pan', '-m1000000', '-c0', '-E')
    const number = (pattern: RegExp): number => Number(pattern.exec(whole)?.[1] ?? Number.NaN)
    if (/max search depth too small|out of memory/.test(whole)) throw new Error(whole)
    const isViolated = !/errors: 0/.test(run('./pan', '-m1000000'))
    return {
      states: number(/^ +(\d+) states, stored/m),
      edges: number(/^ +(\d+) transitions/m) - 1,
      isViolated,
      schedule: isViolated ? [...run('./pan', '-r').matchAll(/^step (.*)$/gm)].map(([, word]) => word).join(' ') : '',
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
