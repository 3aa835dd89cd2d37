import { fileURLToPath } from 'node:url'
import { type CheckOptions, check, type System, type Verdict } from 'lockproof'
import { reportedRun } from '../../../src/cli/reports/reported-run.ts'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { six as systems } from '../../setup/six.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')

/** Nothing in it is of a clock, and nobody expected what was found. */
function lasting({ waitingMs, nativeMs, ...verdict }: Verdict): Verdict {
  const isAsExpected = verdict.verdict === 'verified'
  const times = { elapsedMs: 4, compileMs: 1, searchMs: 2 }
  return { ...verdict, ...times, expected: { verdict: 'verified', isAsExpected } }
}

/** A run over systems that the examples export. */
export function runOf(
  systems: readonly (readonly [file: string, exportName: string, system: System])[],
  options: CheckOptions = {},
): ReportedRun {
  const results = systems.map(([file, exportName, system]) => {
    const verdict = { ...lasting(check(system, options)), file, export: exportName }
    const row = { file: `${root}/${file}`, system: system.name, exportName, parameters: verdict.parameters, verdict }
    const replayCommand = (schedule: string): string =>
      `npx lockproof replay ${file} ${exportName} --schedule "${schedule}"`
    return { row, verdict, replayCommand }
  })
  return { ...reportedRun(results, [], root), version: '1.2.3' }
}

/** Of each kind of verdict one. */
export const six: ReportedRun = runOf(systems)
